package io.ringwall.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import io.ringwall.engine.config.RingwallException;
import io.ringwall.server.client.EngineClient;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where an engine's socket may be, and who may use it. */
class SocketPlaceTest {
  private static final int NOBODY = 65534;

  @TempDir private Path folder = Path.of("");

  private static ServerSocketChannel bind(Path path) throws Exception {
    var channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    channel.bind(UnixDomainSocketAddress.of(path));
    return channel;
  }

  private String refusal(Path path) {
    return assertThrows(RingwallException.class, () -> new SocketPlace(path)).sentence();
  }

  @Test
  void isForItsUserAlone() throws Exception {
    try (var engine = new TestEngine(folder)) {
      assertEquals(
          "rw-------",
          PosixFilePermissions.toString(Files.getPosixFilePermissions(engine.socket())));
    }
    assertFalse(Files.exists(folder.resolve("s")), "it goes with its engine");
    try (var left = Files.list(folder)) {
      assertTrue(left.noneMatch(file -> file.getFileName().toString().startsWith(".")));
    }
  }

  @Test
  void replacesTheSocketOfADeadEngine() throws Exception {
    Path path = folder.resolve("s");
    bind(path).close();
    assertTrue(Files.exists(path));
    try (var engine = new TestEngine(folder)) {
      assertEquals("testhost", engine.client().get("/status", Map.of()).path("host").asString());
    }
  }

  @Test
  void refusesTheSocketOfALiveEngine() throws Exception {
    Path path = folder.resolve("s");
    try (var live = bind(path)) {
      assertTrue(live.isOpen());
      assertEquals("socket " + path + ": an engine is running there already", refusal(path));
    }
  }

  @Test
  void replacesNoFileAndNeedsAFolder() throws Exception {
    Path file = Files.writeString(folder.resolve("important"), "data");
    assertTrue(refusal(file).endsWith("a file of another kind is there already"));
    assertEquals("data", Files.readString(file));
    assertTrue(refusal(folder.resolve("none/s")).endsWith("its folder does not exist"));
    assertTrue(
        refusal(folder.resolve("x".repeat(120))).contains("a socket's path may have 107 bytes"));
  }

  @Test
  @Tag("root")
  void refusesAnotherUser() throws Exception {
    try (var engine = new TestEngine(folder)) {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
      var process =
          new ProcessBuilder(
                  "setpriv",
                  "--reuid=" + NOBODY,
                  "--clear-groups",
                  "curl",
                  "--silent",
                  "--unix-socket",
                  engine.socket().toString(),
                  "http://ringwall/api/v1/status")
              .redirectErrorStream(true);
      int own = run(new ProcessBuilder(process.command().subList(3, process.command().size())));
      if (!System.getProperty("user.name").equals("root") || own != 0) {
        missing("another user cannot be tried: that needs root, setpriv and curl");
      }
      assertEquals(7, run(process), "curl's exit code for 'cannot connect'");
      Files.setPosixFilePermissions(engine.socket(), PosixFilePermissions.fromString("rw-rw-rw-"));
      assertEquals(0, run(process), "nothing but the file's permissions kept that user out");
    }
  }

  private static int run(ProcessBuilder builder) throws Exception {
    try {
      Process process = builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
      assertTrue(process.waitFor(30, TimeUnit.SECONDS));
      return process.exitValue();
    } catch (java.io.IOException e) {
      return -1;
    }
  }

  private static void missing(String what) {
    if (System.getProperty("ringwall.require", "").equals("all")) {
      fail(what);
    }
    abort(what);
  }

  @Test
  void saysWhyNobodyAnswers() throws Exception {
    Path path = folder.resolve("s");
    try (var client = new EngineClient(path)) {
      assertTrue(sentence(client).contains("there is no such socket; 'ringwall run --socket"));
      bind(path).close();
      assertTrue(sentence(client).contains("the engine that made it has ended"));
    }
  }

  private static String sentence(EngineClient client) {
    return assertThrows(RingwallException.class, () -> client.get("/status", Map.of())).sentence();
  }
}

package io.ringwall.plugin.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwall.sdk.plugin.HostFact;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the plugin says of a daemon that is not there, says nothing, or answers. */
final class DaemonNeedsTest {
  @TempDir private Path folder;

  private Path socket() {
    return folder.resolve("d.sock");
  }

  private HostFact fact(Duration patience) throws Exception {
    return new DaemonNeeds(new DockerSettings(socket(), patience)).all().getFirst().look().now();
  }

  @Test
  void saysThatThereIsNoSocket() throws Exception {
    HostFact fact = fact(Duration.ofSeconds(1));
    assertEquals(HostFact.Outcome.MISSING, fact.outcome());
    assertTrue(fact.found().startsWith("it does not answer on " + socket() + ": "), fact::found);
    assertTrue(fact.remedy().startsWith("systemctl start docker;"), fact::remedy);
  }

  @Test
  void saysThatNobodyAnswers() throws Exception {
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(socket()));
      HostFact fact = fact(Duration.ofMillis(100));
      assertEquals(HostFact.Outcome.MISSING, fact.outcome());
      assertTrue(fact.found().contains("no answer within"), fact::found);
      assertEquals("systemctl restart docker", fact.remedy());
    }
  }

  @Test
  void tellsTheVersionsThatItIsAnswered() throws Exception {
    String body = "{\"Version\":\"20.10.24\",\"ApiVersion\":\"1.41\",\"Os\":\"linux\"}";
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(socket()));
      Thread answering = Thread.ofPlatform().start(() -> answer(server, body));
      HostFact fact = fact(Duration.ofSeconds(30));
      answering.join();
      assertEquals(HostFact.ok("20.10.24, API 1.41 answers on " + socket()), fact);
    }
  }

  private static void answer(ServerSocketChannel server, String body) {
    try (SocketChannel asking = server.accept()) {
      asking.read(ByteBuffer.allocate(1_000));
      String answer = "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
      asking.write(ByteBuffer.wrap(answer.getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new AssertionError("the asked side failed", e);
    }
  }
}

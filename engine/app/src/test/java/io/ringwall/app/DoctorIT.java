package io.ringwall.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code ringwall doctor}, as different users, in different surroundings, with other plugins. */
class DoctorIT {
  private static final String NOBODY = "65534";
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir private Path folder;

  private static void needsRoot() {
    if (Files.isWritable(Path.of("/proc/sys/net/ipv4/ip_forward"))) {
      return;
    }
    String missing = "another user, or a network namespace, needs root";
    if (System.getProperty("ringwall.require", "").equals("all")) {
      fail(missing);
    }
    abort(missing);
  }

  private record Said(int code, String out) {
    List<JsonNode> checks() {
      return out.lines().map(JSON::readTree).toList();
    }

    JsonNode check(String feature, String name) {
      return checks().stream()
          .filter(one -> one.path("feature").asString().equals(feature))
          .filter(one -> one.path("check").asString().equals(name))
          .findFirst()
          .orElseThrow(() -> new AssertionError("no " + feature + ": " + name + " in\n" + out));
    }

    String outcome(String feature, String name) {
      return check(feature, name).path("outcome").asString();
    }
  }

  /** The command of an installation, called through another program. */
  private Said through(Path home, List<String> through, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(through);
    command.add(home.resolve("bin/ringwall").toString());
    command.add("doctor");
    command.addAll(List.of(arguments));
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    process.getOutputStream().close();
    assertTrue(process.waitFor(5, TimeUnit.MINUTES), "it does not end");
    assertFalse(Files.readString(err).contains("\tat "), () -> "a trace in " + err);
    return new Said(process.exitValue(), Files.readString(out));
  }

  private static List<String> nobody(String... more) {
    List<String> command =
        new ArrayList<>(
            List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"));
    command.addAll(List.of(more));
    return command;
  }

  private static List<String> inANamespace(String before) {
    return List.of("unshare", "-n", "sh", "-c", before + "; exec \"$@\"", "sh");
  }

  /** One that every user can read, whoever can read where this was built. */
  private Path readable() throws IOException, InterruptedException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path home = folder.resolve("ringwall");
    Process copy =
        new ProcessBuilder("cp", "-r", Ringwall.distribution().toString(), home.toString())
            .inheritIO()
            .start();
    assertEquals(0, copy.waitFor());
    return home;
  }

  @Test
  void saysTheSameToPeopleAndToPrograms() throws Exception {
    Said json = through(Ringwall.distribution(), List.of(), "--json");
    Said text = through(Ringwall.distribution(), List.of());
    boolean missing =
        json.checks().stream().anyMatch(one -> one.path("outcome").asString().equals("missing"));
    assertEquals(missing ? 1 : 0, json.code(), json::out);
    for (JsonNode one : json.checks()) {
      assertEquals(one.path("outcome").asString().equals("ok"), !one.has("remedy"), one::toString);
      assertTrue(text.out().contains(one.path("check").asString()), text::out);
    }
    assertEquals("ok", json.outcome("engine", "native access"));
    assertEquals("ok", json.outcome("names", "this host's addresses"));
    assertEquals("pcap", json.check("packets", "packet socket").path("by").asString());
    assertTrue(text.out().contains(" ok, ") && text.out().contains(" missing: "), text::out);
  }

  /** As a JDK that only says how large a heap it is started with. */
  private List<String> heap(String command) throws Exception {
    Path jdk = folder.resolve("jdk");
    Files.createDirectories(jdk.resolve("bin"));
    Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"25\"\n");
    Path java = Files.writeString(jdk.resolve("bin/java"), "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    var script =
        new ProcessBuilder(Ringwall.distribution().resolve("bin/ringwall").toString(), command);
    script.environment().putAll(Map.of("JAVA_HOME", jdk.toString(), "RINGWALL_AOT", "off"));
    Process started = script.redirectErrorStream(true).start();
    List<String> options = started.inputReader().readAllLines();
    assertTrue(options.contains("-Xlog:disable"), options::toString);
    return options.stream().filter(option -> option.startsWith("-Xmx")).toList();
  }

  @Test
  void theHeapThatItTellsIsThatOfRun() throws Exception {
    assertEquals(heap("run"), heap("doctor"));
  }

  @Test
  void anybodyMayAskAndIsToldWhatHeMayNot() throws Exception {
    needsRoot();
    Path home = readable();
    Said said = through(home, nobody(), "--json", "--state", "/root/state");
    assertEquals(1, said.code(), said::out);
    assertEquals("missing", said.outcome("packets", "packet socket"));
    assertEquals("missing", said.outcome("connections", "connection tracking"));
    assertEquals("missing", said.outcome("state", "folder"));
    assertEquals("degraded", said.outcome("privileges", "CAP_NET_RAW"));
    assertTrue(said.check("privileges", "user").path("found").asString().contains(NOBODY));
    String remedy = said.check("privileges", "CAP_NET_RAW").path("remedy").asString();
    assertTrue(remedy.contains("setpriv --reuid=65534"), remedy);
  }

  @Test
  void theCapabilitiesThatItNamesAreEnough() throws Exception {
    needsRoot();
    Path home = readable();
    Said said =
        through(
            home,
            nobody("--inh-caps=+net_raw,+net_admin", "--ambient-caps=+net_raw,+net_admin"),
            "--json");
    assertEquals("ok", said.outcome("packets", "packet socket"), said::out);
    assertEquals("ok", said.outcome("connections", "connection tracking"), said::out);
    assertEquals("degraded", said.outcome("privileges", "CAP_SYS_PTRACE"));
  }

  @Test
  void seesWhatIsTurnedOnInItsNetworkNamespace() throws Exception {
    needsRoot();
    Path home = Ringwall.distribution();
    String off = "sysctl -qw net.netfilter.nf_conntrack_acct=0";
    Said before = through(home, inANamespace(off), "--json");
    JsonNode bytes = before.check("connections", "bytes and packets");
    assertEquals("degraded", bytes.path("outcome").asString());
    String remedy = bytes.path("remedy").asString();
    assertEquals("sysctl -w net.netfilter.nf_conntrack_acct=1", remedy);
    Said after = through(home, inANamespace(off + "; " + remedy + " >&2"), "--json");
    assertEquals("ok", after.outcome("connections", "bytes and packets"));
  }

  private Path withoutDocker() throws IOException {
    Path socket = folder.resolve("no.sock");
    return Files.writeString(
        folder.resolve("ringwall.yaml"), "plugins: { docker: { socket: '" + socket + "' } }\n");
  }

  @Test
  void saysHowToGetADaemonThatIsNotThere() throws Exception {
    Path configuration = withoutDocker();
    Said said =
        through(Ringwall.distribution(), List.of(), "--json", "-c", configuration.toString());
    assertEquals(1, said.code());
    JsonNode docker = said.check("names", "Docker");
    assertEquals("missing", docker.path("outcome").asString());
    assertTrue(docker.path("found").asString().contains("no.sock"), docker::toString);
    assertTrue(docker.path("remedy").asString().contains("systemctl start docker"));
  }

  @Test
  void runStartsWithWhatThereIsAndSaysTheSame() throws Exception {
    needsRoot();
    Path configuration = withoutDocker();
    try (var engine =
        RunningEngine.start(
            folder,
            inANamespace("sysctl -qw net.netfilter.nf_conntrack_acct=0"),
            "-c",
            configuration,
            "--state",
            folder.resolve("state"))) {
      engine.says("names: Docker is missing: it does not answer on ");
      engine.says("systemctl start docker");
      engine.says(
          "INFO  conntrack: connections: bytes and packets is less than it could be: not counted");
      engine.says("sysctl -w net.netfilter.nf_conntrack_acct=1");
      assertEquals(0, engine.stop());
    }
  }

  @Test
  void aVendorsChecksAreShownAndHurtNobody() throws Exception {
    Path home = Installation.in(folder);
    VendorPlugin.whoseChecksThrowAndHang(home.resolve("plugins"));
    Said said = through(home, List.of(), "--json");
    assertEquals(1, said.code());
    assertEquals("port 7 is open", said.check("logins", "port").path("found").asString());
    assertEquals("vendor", said.check("logins", "port").path("by").asString());
    assertTrue(said.check("logins", "throws").path("found").asString().contains("no luck"));
    assertTrue(said.check("logins", "hangs").path("found").asString().contains("no answer within"));
    assertEquals("ok", said.outcome("engine", "Java"));
  }

  @Test
  void whatIsWrongWithItsOwnSettingsIsToldInASentence() throws Exception {
    Ringwall.built().run("doctor", "--jsn").refused(2).says("--jsn");
    Path file = Files.writeString(folder.resolve("ringwall.yaml"), "workerz: 2\n");
    Ringwall.built()
        .run("doctor", "-c", file.toString())
        .refused(78)
        .says("ringwall.yaml:1:1: workerz");
    Files.writeString(file, "plugins: { pcap: { ring-bytes: 1 } }\n");
    Ringwall.built().run("doctor", "-c", file.toString()).refused(78).says("ring-bytes");
    Ringwall.built()
        .run("doctor", "--plugins", folder.resolve("none").toString())
        .refused(74)
        .says("none");
  }
}

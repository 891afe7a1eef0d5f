package io.ringwall.plugin.falco;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwall.sdk.event.CustomEvent;
import io.ringwall.sdk.event.Event;
import io.ringwall.sdk.event.FileEvent;
import io.ringwall.sdk.event.FileLayer;
import io.ringwall.sdk.event.FileOperation;
import io.ringwall.sdk.event.FileResult;
import io.ringwall.sdk.event.ProcessEvent;
import io.ringwall.sdk.event.ProcessOperation;
import io.ringwall.sdk.event.ProcessRef;
import io.ringwall.sdk.event.Workload;
import io.ringwall.sdk.plugin.CaptureSource;
import io.ringwall.testkit.Recorder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AlertLogTest {
  private static final long TIME = 1_795_629_417_381_126_860L;

  @TempDir Path folder;

  private static String line(String fields) {
    return """
    {"hostname":"h","output":"a shell","output_fields":{"evt.time":%d,"container.id":"5c42b493ed80",\
    "container.name":"db-1","container.image.repository":"registry.test/shop/db",\
    "container.image.tag":"1.0.0",%s},"priority":"Notice","rule":"Terminal shell",\
    "source":"syscall","tags":["container","shell"],"time":"2026-11-25T17:56:57.381126860Z"}\
    """
        .formatted(TIME, fields);
  }

  private Recorder read(String... lines) throws Exception {
    Path file = Files.createTempFile(folder, "falco", ".jsonl");
    Files.writeString(file, String.join("\n", lines));
    var factory = new AlertLogFactory();
    var recorder = new Recorder("falco");
    for (CaptureSource source : factory.open(factory.defaults(), List.of(file), recorder)) {
      try (source) {
        source.run(recorder);
      }
    }
    return recorder;
  }

  private <E extends Event> E read(Class<E> kind, String fields) throws Exception {
    Recorder told = read(line(fields));
    assertEquals(Map.of(), told.malformed(), () -> told.remarks().toString());
    return assertInstanceOf(kind, told.events().getFirst());
  }

  @Test
  void readsAnExecWithAllThatFalcoKnowsOfIt() throws Exception {
    ProcessEvent event =
        read(
            ProcessEvent.class,
            """
            "evt.type":"execve","proc.pid":24439,"proc.vpid":39,"proc.ppid":24432,"proc.name":"psql",\
            "proc.exepath":"/usr/bin/psql","proc.cmdline":"psql -c select","proc.args":"-c select",\
            "proc.cwd":"/var/lib","proc.pname":"bash","proc.pcmdline":"bash -i",\
            "proc.aname[2]":"runc","proc.aname[3]":"containerd-shim","proc.aname[4]":null,\
            "proc.tty":34817,"user.name":"postgres","user.uid":101,"user.loginuid":-1,\
            "proc.is_exe_upper_layer":true,"thread.cap_effective":"CAP_CHOWN CAP_KILL\"\
            """);
    assertEquals(ProcessOperation.EXEC, event.operation());
    assertEquals(Instant.parse("2026-11-25T17:56:57.381126860Z"), event.time());
    ProcessRef process = event.process();
    assertEquals(39, process.pid());
    assertEquals(24439, process.hostPid());
    assertEquals("psql", process.name());
    assertEquals("/usr/bin/psql", process.executable());
    assertEquals("psql -c select", process.commandLine());
    assertEquals(List.of("-c", "select"), process.arguments());
    assertEquals(List.of("bash", "runc", "containerd-shim"), process.lineage());
    assertEquals("pts/1", process.tty());
    assertTrue(process.interactive());
    assertEquals("postgres", process.user());
    assertEquals(101, process.uid());
    assertEquals(-1, process.loginUid());
    ProcessRef parent = Objects.requireNonNull(event.parent());
    assertEquals("bash -i", parent.commandLine());
    assertEquals(List.of("runc", "containerd-shim"), parent.lineage());
    assertEquals(FileLayer.WRITTEN, Objects.requireNonNull(event.executable()).layer());
    assertEquals(
        List.of("CAP_CHOWN", "CAP_KILL"), Objects.requireNonNull(event.capabilities()).effective());
    Workload workload = Objects.requireNonNull(event.workload());
    assertEquals("5c42b493ed80", workload.containerId());
    assertEquals(
        "registry.test/shop/db:1.0.0", Objects.requireNonNull(workload.image()).reference());
    assertEquals("Terminal shell", event.text("falco-rule"));
    assertEquals(List.of("container", "shell"), event.attributes().get("falco-tags"));
    assertFalse(event.healthProbe());
  }

  @Test
  void knowsWhatFalcoCallsAProbe() throws Exception {
    assertTrue(
        read(
                ProcessEvent.class,
                "\"evt.type\":\"execve\",\"proc.name\":\"sh\",\"proc.is_container_healthcheck\":true")
            .healthProbe());
  }

  @Test
  void tellsARefusedExecFromOneThatRan() throws Exception {
    String exec = "\"evt.type\":\"execveat\",\"proc.name\":\"sh\",\"evt.res\":\"%s\"";
    assertEquals(
        ProcessOperation.DENIED_EXEC,
        read(ProcessEvent.class, exec.formatted("EACCES")).operation());
    assertEquals(
        ProcessOperation.EXEC, read(ProcessEvent.class, exec.formatted("SUCCESS")).operation());
  }

  @Test
  void givesAProcessOneIdFromItsStartToItsEnd() throws Exception {
    String of =
        "\"evt.type\":\"%s\",\"proc.name\":\"sh\",\"proc.pid\":7,\"fd.name\":\"/etc/shadow\"";
    List<Event> events =
        read(
                line(of.formatted("execve")),
                line(of.formatted("openat")),
                line(of.formatted("procexit") + ",\"evt.arg.ret\":3"),
                line(of.formatted("execve")).replace("381126860,", "381126861,"))
            .events();
    ProcessEvent start = (ProcessEvent) events.get(0);
    FileEvent open = (FileEvent) events.get(1);
    ProcessEvent end = (ProcessEvent) events.get(2);
    assertEquals(start.process().entityId(), Objects.requireNonNull(open.process()).entityId());
    assertEquals(start.process().entityId(), end.process().entityId());
    assertEquals(3, end.exitCode());
    assertNotEquals(
        start.process().entityId(), ((ProcessEvent) events.get(3)).process().entityId());
    String timed = "\"evt.type\":\"execve\",\"proc.name\":\"sh\",\"proc.pid\":7,\"proc.pid.ts\":12";
    assertEquals("test-host/7/12", read(ProcessEvent.class, timed).process().entityId());
  }

  @Test
  void readsWhatWasDoneToFiles() throws Exception {
    Map<String, FileOperation> operations =
        Map.of(
            "\"evt.type\":\"openat\",\"fd.name\":\"/f\",\"evt.is_open_read\":true",
            FileOperation.OPEN_READ,
            "\"evt.type\":\"open\",\"fd.name\":\"/f\",\"evt.arg.flags\":\"O_TRUNC|O_WRONLY(1)\"",
            FileOperation.OPEN_WRITE,
            "\"evt.type\":\"openat2\",\"fd.name\":\"/f\",\"evt.arg.flags\":\"O_F_CREATED|O_RDWR\"",
            FileOperation.CREATE,
            "\"evt.type\":\"unlinkat\",\"fs.path.name\":\"/f\"",
            FileOperation.DELETE,
            "\"evt.type\":\"fchmodat\",\"evt.arg.filename\":\"/f\"",
            FileOperation.CHMOD,
            "\"evt.type\":\"write\",\"fd.name\":\"/f\",\"evt.rawres\":12",
            FileOperation.MODIFY);
    for (Map.Entry<String, FileOperation> operation : operations.entrySet()) {
      FileEvent event = read(FileEvent.class, operation.getKey());
      assertEquals(operation.getValue(), event.operation());
      assertEquals("/f", event.file().path());
      assertNull(event.process());
    }
  }

  @Test
  void readsBothEndsOfARenameAndHowItEnded() throws Exception {
    FileEvent event =
        read(
            FileEvent.class,
            """
            "evt.type":"renameat2","fs.path.source":"/a","fs.path.target":"/b","proc.name":"mv",\
            "evt.res":"EACCES","evt.rawres":-13\
            """);
    assertEquals("/a", event.file().path());
    assertEquals("/b", Objects.requireNonNull(event.target()).path());
    assertEquals(FileResult.DENIED, event.result());
    assertEquals(13, event.errno());
    assertEquals("mv", Objects.requireNonNull(event.process()).name());
  }

  @Test
  void hasNoContainerForAProcessOfTheHost() throws Exception {
    Recorder told =
        read(line("\"evt.type\":\"execve\",\"proc.name\":\"sh\"").replace("5c42b493ed80", "host"));
    assertNull(((ProcessEvent) told.events().getFirst()).workload());
  }

  @Test
  void keepsOtherAlertsAsEventsOfTheirOwnKind() throws Exception {
    CustomEvent connect =
        read(
            CustomEvent.class, "\"evt.type\":\"connect\",\"fd.name\":\"10.0.0.1:22->10.0.0.2:80\"");
    assertEquals("falco.alert", connect.type());
    assertEquals("connect", connect.text("falco-event"));
    assertEquals("db-1", Objects.requireNonNull(connect.workload()).name());
    Recorder audit = read(line("\"ka.verb\":\"create\"").replace("\"syscall\"", "\"k8s_audit\""));
    assertEquals("k8s_audit", audit.events().getFirst().text("falco-source"));
  }

  @Test
  void getsByWithTheFewFieldsThatARulePrints() throws Exception {
    ProcessEvent event =
        read(
            ProcessEvent.class,
            "\"evt.type\":\"execve\",\"proc.name\":\"nc\",\"proc.pid\":\"12\",\"user.name\":\"<NA>\"");
    assertEquals("nc", event.process().commandLine());
    assertEquals(12, event.process().hostPid());
    assertNull(event.process().user());
    assertNull(event.parent());
    Recorder timed =
        read(
            "{\"output_fields\":{\"evt.type\":\"execve\",\"proc.name\":\"x\"},"
                + "\"time\":\"2026-11-25T17:56:57.5Z\"}");
    assertEquals(Instant.parse("2026-11-25T17:56:57.5Z"), timed.events().getFirst().time());
  }

  @Test
  void countsBadLinesAndKeepsTheirNeighbours() throws Exception {
    String good = line("\"evt.type\":\"execve\",\"proc.name\":\"sh\"");
    Recorder told =
        read(good, "", "{\"output_fie", "{\"output_fields\":7}", "{\"output_fields\":{}}", good);
    assertEquals(2, told.events().size());
    assertEquals(Map.of("not-json", 1L, "no-falco-alert", 2L), told.malformed());
    assertEquals(4, told.remarks().size() + 1);
    assertNotEquals(told.events().getFirst().id(), told.events().getLast().id());
    assertEquals(0, told.events().getFirst().sequence());
  }

  @Test
  void declaresItsTimeCompleteWithSlackForDisorder() throws Exception {
    Recorder told = read(line("\"evt.type\":\"execve\",\"proc.name\":\"sh\""));
    assertEquals(List.of(Instant.parse("2026-11-25T17:56:55.381126860Z")), told.completions());
  }

  @Test
  void recognisesFalcosLinesAndNoOthers() {
    var factory = new AlertLogFactory();
    assertTrue(factory.recognises(line("\"a\":1").getBytes(StandardCharsets.UTF_8)));
    assertTrue(
        factory.recognises(
            "broken\n{\"rule\":\"r\",\"priority\":\"p\",\"output\":\"o\"}\n{\"outp"
                .getBytes(StandardCharsets.UTF_8)));
    assertFalse(
        factory.recognises(
            "{\"Type\":\"container\",\"Action\":\"start\",\"time\":1}"
                .getBytes(StandardCharsets.UTF_8)));
    assertFalse(factory.recognises(new byte[0]));
  }

  @Test
  void namesTerminalsAsLinuxDoes() {
    assertNull(Terminal.name(0));
    assertEquals("pts/0", Terminal.name(34_816));
    assertEquals("pts/257", Terminal.name(137 << 8 | 1));
    assertEquals("tty1", Terminal.name(4 << 8 | 1));
    assertEquals("ttyS0", Terminal.name(4 << 8 | 64));
    assertEquals("console", Terminal.name(5 << 8 | 1));
  }

  @Test
  void readsTheShopsRecordingWhole() throws Exception {
    Path recording = Path.of("../../examples/shop/recording");
    var factory = new AlertLogFactory();
    for (String part : List.of("normal", "intrusion")) {
      var recorder = new Recorder("falco");
      Path file = recording.resolve(part + ".falco.jsonl");
      try (CaptureSource source =
          factory.open(factory.defaults(), List.of(file), recorder).getFirst()) {
        source.run(recorder);
      }
      assertEquals(Map.of(), recorder.malformed());
      assertEquals(Files.readAllLines(file).size(), recorder.events().size());
      assertTrue(recorder.events().stream().allMatch(ProcessEvent.class::isInstance));
    }
  }
}

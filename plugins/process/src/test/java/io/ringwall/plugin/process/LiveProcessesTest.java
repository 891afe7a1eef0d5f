package io.ringwall.plugin.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import io.ringwall.sdk.event.ConnectionState;
import io.ringwall.sdk.event.Endpoint;
import io.ringwall.sdk.event.Flow;
import io.ringwall.sdk.event.FlowPhase;
import io.ringwall.sdk.event.ProcessEvent;
import io.ringwall.sdk.event.ProcessOperation;
import io.ringwall.sdk.event.ProcessRef;
import io.ringwall.sdk.event.Workload;
import io.ringwall.sdk.plugin.PluginException;
import io.ringwall.testkit.Recorder;
import io.ringwall.testkit.SourceAtWork;
import io.ringwall.testkit.contract.CaptureSourceContract;
import io.ringwall.testkit.contract.LiveScene;
import io.ringwall.testkit.contract.PluginContract;
import io.ringwall.testkit.network.TestNetwork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Follows real processes in control groups that are named as those of containers. */
final class LiveProcessesTest {
  private static final int CLIENT = 2;
  private static final int SERVER = 3;

  @TempDir private Path folder;

  @BeforeEach
  void allowed() throws Exception {
    try (Reading _ = Reading.of(false)) {
      assertTrue(true);
    } catch (PluginException e) {
      if (System.getProperty("ringwall.require", "").equals("all")) {
        fail(e);
      }
      abort(e.getMessage());
    }
  }

  @TestFactory
  Stream<DynamicTest> plugin() {
    return PluginContract.of(ProcessPlugin.class).tests();
  }

  @TestFactory
  Stream<DynamicTest> contract() {
    return CaptureSourceContract.of(ProcessPlugin.class, "process", _ -> new ShortLives()).tests();
  }

  /** Each happening is a program that ends at once. */
  private static final class ShortLives implements LiveScene {
    private final TestContainer container = new TestContainer();

    private ShortLives() throws IOException {}

    @Override
    public String configuration() {
      return "host-processes: false";
    }

    @Override
    public void happen(int number) throws IOException, InterruptedException {
      container.run("true", "number", Integer.toString(number)).waitFor();
    }

    @Override
    public void close() throws IOException {
      container.close();
    }
  }

  /** A source at work, and what it told. */
  private static final class Reading implements AutoCloseable {
    private final Recorder recorder = new Recorder("process", Clock.systemUTC(), null);
    private final SourceAtWork source;

    private Reading(boolean host) throws PluginException {
      var settings = new ProcessSettings(host, 1 << 22, 1_000);
      source = SourceAtWork.of(new LiveProcessesFactory().open(settings, recorder), recorder);
    }

    static Reading of(boolean host) throws PluginException {
      return new Reading(host);
    }

    ProcessEvent process(ProcessOperation operation, Predicate<ProcessRef> which) throws Exception {
      return source.await(
          ProcessEvent.class,
          event -> event.operation() == operation && which.test(event.process()));
    }

    Flow flow(FlowPhase phase, int port) throws Exception {
      return source.await(
          Flow.class, flow -> flow.phase() == phase && flow.responder().port() == port);
    }

    Flow accepted(int port) throws Exception {
      return source.await(
          Flow.class,
          flow -> flow.responder().port() == port && flow.responder().workload() != null);
    }

    List<FlowPhase> phases(Flow of) {
      return recorder.events(Flow.class).stream()
          .filter(flow -> flow.flowId().equals(of.flowId()))
          .map(Flow::phase)
          .toList();
    }

    @Override
    public void close() {
      source.close();
      assertEquals(List.of(), recorder.remarks());
    }
  }

  @Test
  void tellsWhatIsStartedInAContainerAndThatItEnds() throws Exception {
    try (TestContainer container = new TestContainer();
        Reading reading = Reading.of(false)) {
      Process shell = container.run("bash", "-c", "/bin/echo 'one two' three; exit 3");
      ProcessEvent echo =
          reading.process(ProcessOperation.EXEC, one -> one.executable().endsWith("/echo"));
      assertEquals(container.id(), Objects.requireNonNull(echo.workload()).containerId());
      ProcessRef process = echo.process();
      assertEquals("/bin/echo", process.executable());
      assertEquals(List.of("one two", "three"), process.arguments());
      assertEquals("/bin/echo one two three", process.commandLine());
      assertEquals("echo", process.name());
      assertEquals("bash", process.lineage().getFirst());
      assertEquals(0, process.uid());
      assertFalse(process.interactive());
      ProcessRef parent = Objects.requireNonNull(echo.parent());
      assertEquals(shell.pid(), parent.hostPid());
      assertTrue(parent.executable().endsWith("/bash"), parent.executable());
      ProcessEvent bash = reading.process(ProcessOperation.EXEC, one -> one.name().equals("bash"));
      assertEquals(bash.process().entityId(), parent.entityId());
      ProcessEvent ended =
          reading.process(ProcessOperation.EXIT, one -> one.entityId().equals(parent.entityId()));
      assertEquals(3, ended.exitCode());
      assertNull(ended.signal());
      assertNotNull(ended.workload());
    }
  }

  @Test
  void saysWhichSignalEndedAProcess() throws Exception {
    try (TestContainer container = new TestContainer();
        Reading reading = Reading.of(false)) {
      Process sleep = container.run("sleep", "60");
      reading.process(ProcessOperation.EXEC, one -> one.name().equals("sleep"));
      sleep.destroyForcibly().waitFor();
      ProcessEvent ended =
          reading.process(ProcessOperation.EXIT, one -> one.hostPid() == sleep.pid());
      assertEquals("SIGKILL", ended.signal());
      assertNull(ended.exitCode());
    }
  }

  @Test
  void leavesOutTheHostsOwnProcessesUnlessTheyAreAskedFor() throws Exception {
    try (TestContainer container = new TestContainer();
        Reading alone = Reading.of(false);
        Reading all = Reading.of(true)) {
      new ProcessBuilder("true", "of the host").start().waitFor();
      container.run("true", "of a container").waitFor();
      alone.process(
          ProcessOperation.EXEC, one -> one.arguments().equals(List.of("of a container")));
      ProcessEvent own =
          all.process(ProcessOperation.EXEC, one -> one.arguments().equals(List.of("of the host")));
      assertNull(own.workload());
      assertTrue(
          alone.recorder.events(ProcessEvent.class).stream()
              .allMatch(event -> event.workload() != null));
    }
  }

  @Test
  void namesTheProcessBehindAConnection() throws Exception {
    Files.writeString(folder.resolve("index.html"), "x".repeat(1_000));
    try (TestNetwork network = TestNetwork.of(2);
        TestContainer container = new TestContainer();
        Reading reading = Reading.of(false)) {
      network.serve(SERVER, 8080, folder);
      String page = "http://" + network.address(SERVER) + ":8080/index.html";
      container
          .run("ip", "netns", "exec", network.namespace(CLIENT), "busybox", "wget", "-qO-", page)
          .waitFor();
      Flow closed = reading.flow(FlowPhase.CLOSE, 8080);
      assertEquals(network.address(CLIENT), closed.originator().address().toString());
      assertEquals(network.address(SERVER), closed.responder().address().toString());
      assertTrue(closed.originator().port() > 0);
      ProcessRef process = Objects.requireNonNull(closed.process());
      assertEquals("busybox wget -qO- " + page, process.commandLine());
      assertEquals("busybox", process.name());
      assertTrue(process.executable().endsWith("busybox"), process.executable());
      assertTrue(closed.answered());
      assertEquals(
          List.of(FlowPhase.ATTEMPT, FlowPhase.ESTABLISHED, FlowPhase.CLOSE),
          reading.phases(closed));
      assertEquals(Map.of(), reading.recorder.dropped());
    }
  }

  @Test
  void namesTheProcessOfWhatIsRefusedAndOfWhatNobodyAnswers() throws Exception {
    try (TestNetwork network = TestNetwork.of(2);
        TestContainer container = new TestContainer();
        Reading reading = Reading.of(false)) {
      Process refused = call(container, network, network.address(SERVER), 4_000);
      Flow closed = reading.flow(FlowPhase.CLOSE, 4_000);
      assertEquals(ConnectionState.REJ, closed.state());
      assertTrue(closed.answered());
      assertEquals("bash", Objects.requireNonNull(closed.process()).name());
      refused.waitFor();
      Process dropped =
          network.in(
              SERVER, "iptables", "-I", "INPUT", "-p", "tcp", "--dport", "4001", "-j", "DROP");
      assertEquals(0, dropped.waitFor());
      Process waiting = call(container, network, network.address(SERVER), 4_001);
      Flow attempt = reading.flow(FlowPhase.ATTEMPT, 4_001);
      assertEquals("bash", Objects.requireNonNull(attempt.process()).name());
      assertEquals(ConnectionState.S0, attempt.state());
      assertFalse(attempt.answered());
      waiting.destroyForcibly().waitFor();
    }
  }

  private static Process call(
      TestContainer container, TestNetwork network, String address, int port) throws IOException {
    return container.run(
        "ip",
        "netns",
        "exec",
        network.namespace(CLIENT),
        "bash",
        "-c",
        "exec 3<>/dev/tcp/" + address + "/" + port);
  }

  private static @Nullable String container(Endpoint end) {
    return end.workload() instanceof Workload workload ? workload.containerId() : null;
  }

  @Test
  void namesTheContainerThatConnectsInWhateverNetwork() throws Exception {
    try (TestNetwork network = TestNetwork.of(2);
        TestContainer sharing = new TestContainer();
        TestContainer other = new TestContainer();
        Reading reading = Reading.of(false)) {
      String server = network.address(SERVER);
      sharing.run("bash", "-c", "exec 3<>/dev/tcp/" + server + "/4004").waitFor();
      call(other, network, server, 4_005).waitFor();
      Flow shared = reading.flow(FlowPhase.CLOSE, 4_004);
      assertEquals(sharing.id(), container(shared.originator()));
      assertNull(container(shared.responder()));
      assertEquals(other.id(), container(reading.flow(FlowPhase.CLOSE, 4_005).originator()));
    }
  }

  @Test
  void namesTheContainerThatSharesTheHostsNetworkWhereItIsConnectedTo() throws Exception {
    try (TestNetwork network = TestNetwork.of(2);
        TestContainer sharing = new TestContainer();
        TestContainer client = new TestContainer();
        Reading reading = Reading.of(false)) {
      String host = network.address(TestNetwork.HOST);
      Process server = sharing.run("busybox", "nc", "-l", "-p", "4006", "-e", "/bin/true");
      while (call(client, network, host, 4_006).waitFor() != 0) {
        Thread.sleep(20);
      }
      server.waitFor();
      Flow accepted = reading.accepted(4_006);
      assertEquals(sharing.id(), container(accepted.responder()));
      assertNull(container(accepted.originator()));
      assertNull(accepted.process());
      assertEquals(network.address(CLIENT), accepted.originator().address().toString());
      Flow begun =
          reading.recorder.events(Flow.class).stream()
              .filter(flow -> flow.originator().port() == accepted.originator().port())
              .filter(flow -> flow.phase() == FlowPhase.ATTEMPT)
              .findFirst()
              .orElseThrow();
      assertEquals("bash", Objects.requireNonNull(begun.process()).name());
      assertEquals(begun.flowId(), accepted.flowId(), "both sides tell of one connection");
    }
  }

  @Test
  void leavesOutWhatStaysWithinAProcessesOwnNetwork() throws Exception {
    try (TestNetwork network = TestNetwork.of(2);
        TestContainer container = new TestContainer();
        Reading reading = Reading.of(false)) {
      call(container, network, "127.0.0.1", 4_002).waitFor();
      call(container, network, network.address(SERVER), 4_003).waitFor();
      reading.flow(FlowPhase.CLOSE, 4_003);
      assertTrue(
          reading.recorder.events(Flow.class).stream()
              .allMatch(flow -> flow.responder().port() == 4_003));
    }
  }
}

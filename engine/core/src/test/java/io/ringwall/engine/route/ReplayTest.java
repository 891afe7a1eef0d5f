package io.ringwall.engine.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwall.engine.config.Configuration;
import io.ringwall.engine.config.RingwallException;
import io.ringwall.sdk.event.Certainty;
import io.ringwall.sdk.event.EdgeState;
import io.ringwall.sdk.event.Workload;
import io.ringwall.sdk.finding.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The whole route on a plugin that reads events written by hand. */
final class ReplayTest extends ReplayedScript {
  private static String shuffled(String script, String epoch, int seed) {
    int line = script.indexOf('\n');
    return script.substring(0, line) + " shuffle " + seed + " " + epoch + script.substring(line);
  }

  /** The intrusion in the midst of much that is ordinary, and of some that is not. */
  private static String busy(long seed) {
    var random = new Random(seed);
    StringBuilder text = new StringBuilder(intrusion());
    for (int i = 0; i < 1500; i++) {
      String from = "172.20.0." + (2 + random.nextInt(5)) + ":" + (20_000 + i);
      String to =
          random.nextInt(20) == 0 ? "203.0.113." + random.nextInt(9) + ":443" : "172.20.0.6:8080";
      text.append(flow(100_000 + random.nextInt(150_000), "n" + i, from, to));
    }
    List<String> lines = new ArrayList<>(text.toString().lines().toList());
    lines
        .subList(1, lines.size())
        .sort(java.util.Comparator.comparingLong(line -> Long.parseLong(line.split(" ", -1)[1])));
    return String.join("\n", lines) + "\n";
  }

  @Test
  void learnsFromTheNormalPartAndFindsTheIntrusion() throws IOException {
    Path learn = file("normal.txt", normal());
    Path alert = file("intrusion.txt", intrusion());
    Path exec = file("exec.txt", processes());
    ReplayOutcome outcome = run(request(List.of(learn), List.of(alert, exec), null, 2));
    assertEquals(List.of(), outcome.problems());
    assertEquals(
        List.of(
            "shop/orders → shop/user-db 27017/tcp LEARNED",
            "shop/web → shop/orders 8080/tcp LEARNED"),
        outcome.model().edges().stream()
            .map(edge -> edge.key() + " " + edge.state())
            .sorted()
            .toList());
    assertEquals(List.of("exec then unseen", "unseen", "scan"), titles(outcome));
    Finding unseen =
        outcome.findings().stream()
            .filter(finding -> finding.title().equals("unseen"))
            .findFirst()
            .orElseThrow();
    assertEquals("shipping-1", Objects.requireNonNull(unseen.subject()).name());
    assertEquals("vm1", unseen.host());
    assertEquals(EdgeState.UNSEEN, Objects.requireNonNull(unseen.edge()).state());
    assertEquals(2, outcome.phases().size());
    assertEquals(5, outcome.phases().getFirst().events().get("ContainerEvent"));
    assertTrue(Files.readString(folder.resolve("events.jsonl")).lines().count() > 50);
  }

  @Test
  void findsNothingInTheNormalPartReadTwice() throws IOException {
    Path learn = file("normal.txt", normal());
    Path again = file("again.txt", normal());
    assertEquals("", json(run(request(List.of(learn), List.of(again), null, 1))));
  }

  @Test
  void givesTheSameBytesForAnyNumberOfWorkersAndAnyArrival() throws IOException {
    Path learn = file("normal.txt", normal());
    Path alert = file("intrusion.txt", busy(11));
    Path exec = file("exec.txt", processes());
    String wanted = json(run(request(List.of(learn), List.of(alert, exec), null, 1)));
    String events = Files.readString(folder.resolve("events.jsonl"));
    assertTrue(wanted.lines().count() > 3, wanted);
    for (int workers : List.of(1, 2, 4)) {
      for (int shuffle = 1; shuffle <= 3; shuffle++) {
        Path shuffled = file("shuffled.txt", shuffled(busy(11), "intrusion.txt", shuffle));
        Path execs = file("execs.txt", shuffled(processes(), "exec.txt", shuffle));
        ReplayOutcome outcome =
            run(request(List.of(learn), List.of(execs, shuffled), null, workers));
        assertEquals(wanted, json(outcome), workers + " workers, shuffled by " + shuffle);
        assertEquals(events, Files.readString(folder.resolve("events.jsonl")));
      }
    }
  }

  @Test
  void anAddressPassesFromOneContainerToTheNext() throws IOException {
    Path alert =
        file(
            "passing.txt",
            """
            SCRIPT
            START 1000 blue-1 172.20.0.9
            FLOW 2000 ATTEMPT a 172.20.0.9:40000 172.20.0.5:27017 0 0 2000
            DIE 2100 blue-1 172.20.0.9
            START 2600 green-1 172.20.0.9
            FLOW 2700 ATTEMPT b 172.20.0.9:40001 172.20.0.5:27017 0 0 2700
            FLOW 4000 CLOSE a 172.20.0.9:40000 172.20.0.5:27017 5 5 2000
            FLOW 4100 CLOSE b 172.20.0.9:40001 172.20.0.5:27017 5 5 2700
            """);
    Path learn = file("normal.txt", normal());
    ReplayOutcome outcome = run(request(List.of(learn), List.of(alert), null, 2));
    assertEquals(
        List.of("blue-1", "green-1"),
        outcome.findings().stream()
            .map(Finding::subject)
            .filter(Objects::nonNull)
            .map(Workload::name)
            .toList());
  }

  @Test
  void aFlowWaitsForItsContainerToBeKnownForOneSecondOfEngineTime() throws IOException {
    Path alert =
        file(
            "late.txt",
            """
            SCRIPT
            FLOW 2000 ATTEMPT a 172.20.0.9:40000 172.20.0.5:27017 0 0 2000
            FLOW 2001 ESTABLISHED a 172.20.0.9:40000 172.20.0.5:27017 0 0 2000
            START 2500 half-1 172.20.0.9
            FLOW 12000 ATTEMPT b 172.20.0.10:40000 172.20.0.5:27017 0 0 12000
            FLOW 12001 ESTABLISHED b 172.20.0.10:40000 172.20.0.5:27017 0 0 12000
            START 15000 three-1 172.20.0.10
            FLOW 22000 ATTEMPT c 172.20.0.11:40000 172.20.0.5:27017 0 0 22000
            """);
    Path learn = file("normal.txt", normal());
    ReplayOutcome outcome = run(request(List.of(learn), List.of(alert), null, 2));
    assertEquals(
        List.of(Certainty.LATE, Certainty.GUESSED, Certainty.GUESSED),
        outcome.findings().stream()
            .map(finding -> Objects.requireNonNull(finding.originator()).certainty())
            .toList());
    assertEquals("half-1", Objects.requireNonNull(outcome.findings().getFirst().subject()).name());
    assertEquals(3, outcome.phases().getLast().stations().get("flows-waited-for-identity"));
  }

  @Test
  void aContainerOfTheInventoryThatStartsLaterBelongsToTheNextPhase() throws IOException {
    Path learn = file("normal.txt", normal());
    Path alert = file("intrusion.txt", intrusion());
    var request =
        new ReplayRequest(
            List.of(learn),
            List.of(alert),
            List.of(file("inventory.txt", INVENTORY + "late-1 172.20.0.20 150000\n")),
            null,
            "vm1",
            1,
            null);
    ReplayOutcome outcome = run(request);
    assertEquals(5, outcome.phases().getFirst().events().get("ContainerEvent"));
    assertEquals(1, outcome.phases().getLast().events().get("ContainerEvent"));
  }

  @Test
  void aSourceThatThrowsKeepsWhatItHadEmittedAndHurtsNoOther() throws IOException {
    Path learn = file("normal.txt", normal());
    String script = intrusion();
    int scan = script.indexOf("FLOW 200100");
    Path torn = file("torn.txt", script.substring(0, scan) + "THROW\n");
    Path exec = file("exec.txt", processes());
    ReplayOutcome outcome = run(request(List.of(learn), List.of(torn, exec), null, 2));
    assertEquals(List.of("exec then unseen", "unseen"), titles(outcome));
    assertEquals(
        List.of(
            "plugin 'script' failed: IllegalStateException: the disk is gone; what it had read by"
                + " then is kept"),
        outcome.problems());
  }

  @Test
  void aFileThatCannotBeReadIsToldAndTheOthersAreRead() throws IOException {
    Path learn = file("normal.txt", normal());
    Path alert = file("intrusion.txt", intrusion());
    Path torn = file("torn.txt", "SCRIPT unreadable\n");
    Path noise = file("noise.bin", "\u0001\u0002 noise");
    Path missing = folder.resolve("missing.pcap");
    ReplayOutcome outcome =
        run(request(List.of(learn), List.of(alert, torn, noise, missing), null, 2));
    assertEquals(List.of("unseen", "scan"), titles(outcome));
    assertEquals(3, outcome.problems().size(), () -> outcome.problems().toString());
    assertTrue(outcome.problems().get(0).contains("noise.bin: no installed plugin recognises it"));
    assertTrue(outcome.problems().get(1).endsWith("missing.pcap: no such file"));
    assertEquals("plugin 'script': torn.txt is torn", outcome.problems().get(2));
  }

  @Test
  void aBrokenInventoryIsToldAndTheRecordingIsReadAllTheSame() throws IOException {
    Path alert = file("intrusion.txt", intrusion());
    var request =
        new ReplayRequest(
            List.of(),
            List.of(alert),
            List.of(file("inventory.txt", "INVENTORY\nnonsense\n"), file("other.txt", "{}")),
            null,
            "vm1",
            1,
            null);
    ReplayOutcome outcome = run(request);
    assertEquals(2, outcome.problems().size());
    assertTrue(outcome.problems().get(0).endsWith("inventory.txt is broken"));
    assertTrue(outcome.problems().get(1).contains("other.txt: no installed plugin recognises it"));
    assertEquals(List.of("scan"), titles(outcome));
  }

  @Test
  void refusesAReplayOfNothing() throws IOException {
    Path noise = file("noise.bin", "noise");
    var replay = new Replay(Configuration.DEFAULT, plugins, rules, Thread::new, temporary);
    var refused =
        assertThrows(
            RingwallException.class,
            () -> replay.run(ReplayRequest.of(List.of(noise)), seen -> {}));
    assertEquals(RingwallException.Category.INPUT, refused.category());
    assertTrue(refused.sentence().contains("begins with 'noise'"), refused::sentence);
  }

  @Test
  void stopsWithTheCauseWhenTheEventsCannotBeWritten() throws IOException {
    Path alert = file("intrusion.txt", busy(3));
    var request =
        new ReplayRequest(
            List.of(), List.of(alert), List.of(), null, "vm1", 2, Path.of("/dev/full"));
    org.junit.jupiter.api.Assumptions.assumeTrue(
        Files.exists(Path.of("/dev/full")), "needs a device that is always full");
    var failed = assertThrows(RingwallException.class, () -> run(request));
    assertEquals(RingwallException.Category.RESOURCE, failed.category());
    assertTrue(failed.sentence().startsWith("events cannot be written to /dev/full"));
  }

  @Test
  void endsWithAllItsThreadsWhenItIsInterrupted() throws Exception {
    Path alert = file("hanging.txt", intrusion() + "HANG\n");
    // Plugins of other tests, made so that nothing ends them, live on in this JVM.
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    var replay = new Replay(Configuration.DEFAULT, plugins, rules, Thread::new, temporary);
    var seen = new java.util.concurrent.CountDownLatch(1);
    var thrown = new java.util.concurrent.atomic.AtomicReference<@Nullable Throwable>();
    Thread caller =
        new Thread(() -> {
          try {
            replay.run(ReplayRequest.of(List.of(alert)), progress -> seen.countDown());
          } catch (InterruptedException | RuntimeException e) {
            thrown.set(e);
          }
        });
    caller.start();
    seen.await();
    caller.interrupt();
    assertTrue(caller.join(DEADLINE));
    assertTrue(thrown.get() instanceof InterruptedException, () -> String.valueOf(thrown.get()));
    assertEquals(
        List.of(),
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> !before.contains(thread))
            .map(Thread::getName)
            .filter(name -> name.startsWith("ringwall-"))
            .toList());
  }

  @Test
  void leavesNothingBehindInTheTemporaryFolder() throws IOException {
    Path alert = file("intrusion.txt", intrusion());
    run(request(List.of(), List.of(alert), null, 1));
    plugins.close();
    try (var left = Files.list(temporary)) {
      assertEquals(List.of(), left.toList());
    }
    plugins = host();
  }
}

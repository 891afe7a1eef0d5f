package io.ringwall.engine.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwall.engine.config.Configuration;
import io.ringwall.engine.findings.FindingJson;
import io.ringwall.engine.ledger.Ledger;
import io.ringwall.engine.model.KnownEdge;
import io.ringwall.engine.model.Model;
import io.ringwall.sdk.finding.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What one replay leaves for the next in the same state. */
final class ReplayStateTest extends ReplayedScript {
  /** All that a ledger says, positions and beginnings of work aside. */
  private static List<String> said(Path state) {
    List<String> all = new ArrayList<>();
    Ledger.open(
            state.resolve("ledger"),
            FindingLedger.KNOWN,
            record -> {
              if (record.kind().equals("finding")) {
                all.add(record.json());
              }
            },
            Thread::new)
        .close();
    return all;
  }

  private Path copy(Path state, String name, long length) throws IOException {
    Path copied = folder.resolve(name).resolve("ledger").resolve("ledger.log");
    Files.createDirectories(copied.getParent());
    Path log = state.resolve("ledger").resolve("ledger.log");
    Files.write(copied, Arrays.copyOf(Files.readAllBytes(log), Math.toIntExact(length)));
    return folder.resolve(name);
  }

  private static void renew(Path state) {
    var model = new Model(Configuration.DEFAULT);
    try (FindingLedger ledger = FindingLedger.open(state.resolve("ledger"), model, Thread::new)) {
      ledger.settle();
      ledger.renew();
    }
  }

  private static String unseenAt(long millis, String id) {
    return flow(millis, id, "172.20.0.4:40004", "172.20.0.5:27017");
  }

  @Test
  void whatWasLearnedIsStillKnownInTheNextRunOnTheSameState() throws IOException {
    Path learn = file("normal.txt", normal());
    Path alert = file("intrusion.txt", intrusion());
    Path state = folder.resolve("state");
    ReplayOutcome first = run(request(List.of(learn), List.of(), state, 1));
    assertEquals(List.of(), first.findings());
    ReplayOutcome second = run(request(List.of(), List.of(alert), state, 1));
    assertEquals(List.of("unseen", "scan"), titles(second));
    assertEquals(
        first.model().edges().stream().map(KnownEdge::key).toList(),
        second.model().edges().stream().map(KnownEdge::key).toList());
    ReplayOutcome third = run(request(List.of(), List.of(learn), state, 1));
    assertEquals(List.of(), third.findings());
  }

  @Test
  void withoutALearnedModelEdgesAreUnknownAndTheRestIsJudged() throws IOException {
    Path alert = file("intrusion.txt", intrusion());
    assertEquals(List.of("scan"), titles(run(request(List.of(), List.of(alert), null, 1))));
  }

  @Test
  void handsFindingsToSinksOnceTheyAreSafeAndAfterARestartOnlyNewOnes() throws IOException {
    Path sunk = folder.resolve("sunk.jsonl");
    configure("script-sink: { path: \"" + sunk + "\" }\n");
    Path learn = file("normal.txt", normal());
    Path alert = file("intrusion.txt", intrusion());
    Path state = folder.resolve("state");
    ReplayOutcome outcome = run(request(List.of(learn), List.of(alert), state, 2));
    List<String> lines = Files.readAllLines(sunk);
    var json = new FindingJson();
    outcome.findings().forEach(finding -> assertTrue(lines.contains(json.write(finding))));
    Path quiet = file("quiet.txt", normal());
    run(request(List.of(), List.of(quiet), state, 2));
    assertEquals(lines, Files.readAllLines(sunk));
  }

  @Test
  void cutOffAnywhereAndStartedAgainItTellsTheSameAsUndisturbed() throws IOException {
    Path learn = file("normal.txt", normal());
    Path alert = file("intrusion.txt", intrusion());
    Path exec = file("exec.txt", processes());
    Path state = folder.resolve("state");
    var request = request(List.of(learn), List.of(alert, exec), state, 2);
    String whole = json(run(request));
    List<String> said = said(state);
    long length = Files.size(state.resolve("ledger").resolve("ledger.log"));
    for (long cut = length - 1; cut > 0; cut -= Math.max(1, length / 23)) {
      Path killed = copy(state, "killed-" + cut, cut);
      var again = request(List.of(learn), List.of(alert, exec), killed, 2);
      assertEquals(whole, json(run(again)), "cut at byte " + cut);
      assertEquals(said, said(killed), "cut at byte " + cut);
      assertEquals(model(state), model(killed), "cut at byte " + cut);
    }
  }

  /** A file that has grown is followed by one that holds what stands. */
  @Test
  void goesOnFromARenewedLedgerAsFromTheWholeOne() throws IOException {
    Path learn = file("normal.txt", normal());
    Path alert = file("intrusion.txt", intrusion());
    Path exec = file("exec.txt", processes());
    Path state = folder.resolve("state");
    var request = request(List.of(learn), List.of(alert, exec), state, 2);
    String whole = json(run(request));
    String model = model(state);
    renew(state);
    assertTrue(Files.exists(state.resolve("ledger").resolve("ledger-000000001.log")));
    assertEquals(List.of(), said(state));
    assertEquals(model, model(state));
    assertEquals(whole, json(run(request)));
    assertEquals(List.of(), said(state), "nothing is told twice");
    renew(state);
    assertEquals(model, model(state));
  }

  @Test
  void theSameFilesAgainIntoTheSameStateChangeNothing() throws IOException {
    Path learn = file("normal.txt", normal());
    Path alert = file("intrusion.txt", intrusion());
    Path exec = file("exec.txt", processes());
    Path state = folder.resolve("state");
    String first = json(run(request(List.of(learn), List.of(alert, exec), state, 2)));
    List<String> said = said(state);
    String model = model(state);
    assertEquals(first, json(run(request(List.of(learn), List.of(alert, exec), state, 1))));
    assertEquals(said, said(state));
    run(request(List.of(), List.of(alert), state, 1));
    assertEquals(said, said(state));
    assertEquals(model, model(state));
  }

  @Test
  void afterAnotherFileAFindingGoesOnAndIsCountedOnce() throws IOException {
    Path learn = file("normal.txt", normal());
    Path first = file("first.txt", "SCRIPT\n" + unseenAt(130_000, "e"));
    Path second = file("second.txt", "SCRIPT\n" + unseenAt(150_000, "f"));
    Path state = folder.resolve("state");
    run(request(List.of(learn), List.of(first), state, 1));
    Finding grown = run(request(List.of(), List.of(second), state, 1)).findings().getFirst();
    assertEquals(2, grown.count());
    List<String> said = said(state);
    run(request(List.of(), List.of(second), state, 1));
    run(request(List.of(), List.of(first, second), state, 1));
    assertEquals(said, said(state));
  }

  @Test
  void aFileThatWasJudgedBeforeTheModelWasLearnedIsJudgedByItNow() throws IOException {
    Path learn = file("normal.txt", normal());
    Path alert = file("intrusion.txt", intrusion());
    Path state = folder.resolve("state");
    assertEquals(List.of("scan"), titles(run(request(List.of(), List.of(alert), state, 1))));
    ReplayOutcome learned = run(request(List.of(learn), List.of(alert), state, 1));
    assertTrue(titles(learned).contains("unseen"), () -> titles(learned).toString());
  }

  @Test
  void aSinkThatFailsIsToldAndGetsItsFindingsInTheNextRun() throws IOException {
    Path sunk = folder.resolve("sunk.jsonl");
    configure("script-sink: { path: \"" + sunk + "\", broken: true }\n");
    Path learn = file("normal.txt", normal());
    Path alert = file("intrusion.txt", intrusion());
    Path state = folder.resolve("state");
    ReplayOutcome outcome = run(request(List.of(learn), List.of(alert), state, 1));
    assertEquals(List.of("plugin 'script-sink': the queue is full"), outcome.problems());
    assertFalse(Files.exists(sunk));
    configure("script-sink: { path: \"" + sunk + "\" }\n");
    run(request(List.of(), List.of(learn), state, 1));
    var json = new FindingJson();
    List<String> lines = Files.readAllLines(sunk);
    outcome.findings().forEach(finding -> assertTrue(lines.contains(json.write(finding))));
  }
}

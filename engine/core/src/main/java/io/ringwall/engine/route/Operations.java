package io.ringwall.engine.route;

import io.ringwall.engine.config.Configuration;
import io.ringwall.engine.config.Configuration.Placed;
import io.ringwall.engine.config.ModeEntry;
import io.ringwall.engine.config.ModeEntry.Way;
import io.ringwall.engine.config.RingwallException;
import io.ringwall.engine.config.RingwallException.Category;
import io.ringwall.engine.learn.Learning;
import io.ringwall.engine.model.Census;
import io.ringwall.engine.model.Model;
import io.ringwall.engine.model.Ruling;
import io.ringwall.sdk.event.Event;
import io.ringwall.sdk.event.WorkloadClass;
import io.ringwall.sdk.finding.Finding;
import io.ringwall.sdk.finding.FindingStatus;
import io.ringwall.sdk.finding.Mode;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * What an operator asks of a running engine, and tells it. Any thread. What changes something
 * returns when it holds and is safe in the ledger; {@code by} is who said so, such as {@code
 * operator:root}.
 */
public final class Operations {
  /** A disk that is full may let an answer wait for so long. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final String OPERATOR = "operator:";

  private final Model model;
  private final Learning learning;
  private final ConfiguredModes modes;
  private final FindingLedger ledger;
  private final LiveUpkeep upkeep;
  private final EventTap tap;
  private final InstantSource clock;

  Operations(
      Model model,
      Learning learning,
      ConfiguredModes modes,
      FindingLedger ledger,
      LiveUpkeep upkeep,
      EventTap tap,
      InstantSource clock) {
    this.model = model;
    this.learning = learning;
    this.modes = modes;
    this.ledger = ledger;
    this.upkeep = upkeep;
    this.tap = tap;
    this.clock = clock;
  }

  /** How much the model knows. */
  public Census census() {
    return model.census(_ -> true, learning.waitingEdges());
  }

  /** How far sources have come, as the ledger has it, in the order in which they began. */
  public List<SourcePosition> positions() {
    return ledger.reached().stream()
        .filter(one -> one.phase().equals(Engine.PHASE))
        .map(one -> new SourcePosition(one.source(), one.epoch(), one.sequence()))
        .toList();
  }

  /**
   * How far a source has come.
   *
   * @param source its name
   * @param epoch of which recording or start
   * @param sequence the last event all of whose consequences are in the ledger
   */
  public record SourcePosition(String source, String epoch, long sequence) {}

  /** Findings as they stand, ordered by their first event. */
  public List<ListedFinding> findings(Predicate<ListedFinding> wanted) {
    return ledger.board().all().stream()
        .filter(wanted)
        .sorted(
            Comparator.comparing((ListedFinding one) -> one.finding().firstSeen())
                .thenComparing(one -> one.finding().id()))
        .toList();
  }

  /** A finding as it stands. */
  public Optional<ListedFinding> finding(String id) {
    return Optional.ofNullable(ledger.board().one(id));
  }

  /** Number of the last revision that is safe. */
  public long lastRevision() {
    return ledger.revisions().last();
  }

  /** Revisions of findings after this one, as they become safe. */
  public FindingStream follow(Predicate<ListedFinding> wanted, long after) {
    return new FindingStream(ledger.revisions(), ledger.operators().clearances(), wanted, after);
  }

  /** Events that are wanted, as they are judged from now on; keeps at most so many. */
  public EventStream events(Predicate<Event> wanted, int capacity) {
    return tap.open(wanted, capacity);
  }

  /** What operators said about findings, and have not taken back, the oldest first. */
  public List<Clearance> clearances() {
    return ledger.operators().clearances().all();
  }

  /**
   * Says that findings are RESOLVED, ACKNOWLEDGED, or NEW again.
   *
   * @param which of the findings as they stand
   * @throws RingwallException of category INPUT when there is no such finding
   */
  public Clearance clear(
      Predicate<ListedFinding> which, FindingStatus status, String by, String reason)
      throws InterruptedException {
    return inOrder(done -> {
      List<Finding> about = findings(which).stream().map(ListedFinding::finding).toList();
      if (about.isEmpty()) {
        throw new RingwallException(Category.INPUT, "no finding of these is on the list");
      }
      Clearances clearances = ledger.operators().clearances();
      Clearance one = clearances.make(status, by, clock.instant(), reason, about);
      clearances.add(one);
      ledger.append(Clearances.record(one), () -> done.complete(one));
    });
  }

  /**
   * Takes back what was said about findings; what was said of them before holds again.
   *
   * @return what was taken back; empty when it is not known, or was taken back before
   */
  public Optional<Clearance> undo(String clearance, String by) throws InterruptedException {
    return inOrder(done -> {
      Optional<Clearance> gone =
          Optional.ofNullable(ledger.operators().clearances().remove(clearance));
      if (gone.isEmpty()) {
        done.complete(gone);
        return;
      }
      ledger.append(Clearances.undone(clearance, by, clock.instant()), () -> done.complete(gone));
    });
  }

  /** The modes, as far as scopes and classes are wanted. */
  public ModeTable modes(Predicate<ModeEntry> entries, Predicate<WorkloadClass> workloads) {
    Configuration whole = modes.whole();
    return new ModeTable(
        whole.settings().model().mode(),
        whole.modes().stream()
            .filter(placed -> entries.test(placed.entry()))
            .map(placed -> new ModeTable.Entry(placed.entry(), origin(placed)))
            .toList(),
        model.workloads().stream()
            .filter(workloads)
            .sorted(
                Comparator.comparing(WorkloadClass::toString)
                    .thenComparing(WorkloadClass::repository))
            .map(this::held)
            .toList());
  }

  /** Where an entry comes from: {@code file:…} or {@code operator:…}. */
  public static String origin(Placed<ModeEntry> placed) {
    String place = placed.position().toString();
    return place.startsWith(OPERATOR) ? place : "file:" + place;
  }

  private ModeTable.Held held(WorkloadClass workload) {
    Map<Way, Ruling> rulings = new EnumMap<>(Way.class);
    for (Way way : Way.values()) {
      rulings.put(way, model.ruling(workload, way));
    }
    return new ModeTable.Held(
        workload,
        rulings,
        model.census(
            edge -> workload.equals(edge.from().workloadClass()), learning.waitingEdges()));
  }

  /**
   * Gives a scope a mode, in place of what operators gave it before; it holds at once. Leaving
   * learn lets qualified candidates become learned.
   *
   * @param directions for which; none for all
   * @throws RingwallException of category CONFIGURATION when it is as specific as another entry, or
   *     nothing could enforce it; then nothing has changed
   */
  public void mode(String scope, Set<Way> directions, Mode mode, String by)
      throws InterruptedException {
    if (mode == Mode.PREVENT) {
      throw new RingwallException(
          Category.CONFIGURATION,
          "mode prevent of "
              + scope
              + " is refused: no actuator of this engine can enforce it; use alert, which tells of"
              + " what prevent would deny");
    }
    this.<Boolean>inOrder(done -> {
      var given =
          new OperatorModes.Given(scope, OperatorModes.ways(directions), mode, by, clock.instant());
      give(modes.given().with(given), done);
    });
  }

  /**
   * Takes back the modes that operators gave a scope.
   *
   * @param directions for which; none for all
   * @return was there any
   */
  public boolean withoutMode(String scope, Set<Way> directions, String by)
      throws InterruptedException {
    return inOrder(done -> {
      OperatorModes next =
          modes.given().without(scope, OperatorModes.ways(directions), by, clock.instant());
      if (next.all().equals(modes.given().all())) {
        done.complete(false);
      } else {
        give(next, done);
      }
    });
  }

  private void give(OperatorModes next, CompletableFuture<Boolean> done) {
    modes.give(next);
    upkeep.learned();
    ledger.append(next.record(), () -> done.complete(true));
  }

  /** What holds and what is in the ledger may differ now, so the engine must not go on. */
  private static RingwallException halfDone(Error problem) {
    return new RingwallException(
        Category.INTERNAL,
        "the engine failed at it and stops; it may or may not hold: " + problem,
        problem);
  }

  /** Does this on the correlation thread, where the ledger is appended to in order. */
  private <T> T inOrder(Consumer<CompletableFuture<T>> errand) throws InterruptedException {
    var done = new CompletableFuture<T>();
    upkeep.errand(() -> {
      try {
        if (!done.isDone()) {
          errand.accept(done);
        }
      } catch (RuntimeException e) {
        done.completeExceptionally(e);
      } catch (Error e) {
        done.completeExceptionally(halfDone(e));
        throw e;
      }
    });
    try {
      return done.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      done.cancel(false);
      throw new RingwallException(
          Category.RESOURCE,
          "it is not known to be safe after "
              + PATIENCE.toSeconds()
              + " s, and may or may not hold: the engine is stopping, or its ledger cannot be"
              + " written",
          e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RingwallException known) {
        throw known;
      }
      throw new IllegalStateException(e.getCause());
    }
  }
}

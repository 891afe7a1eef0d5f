package io.ringwall.engine.route;

import io.ringwall.engine.learn.Learning;
import io.ringwall.engine.model.Model;
import io.ringwall.sdk.event.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What a running engine keeps up as time passes, on the correlation thread. */
final class LiveUpkeep implements LiveCorrelation.Upkeep {
  /** How often what the model counts is written; what is new in it is written at once. */
  private static final Duration COUNTS = Duration.ofMinutes(1);

  private final Model model;
  private final Learning learning;
  private final ModelKnowledge knowledge;
  private final FindingLedger ledger;
  private final Positions positions;
  private final ConcurrentLinkedQueue<Runnable> errands = new ConcurrentLinkedQueue<>();
  private Instant counted = Instant.MIN;
  private volatile long edges;

  LiveUpkeep(
      Model model,
      Learning learning,
      ModelKnowledge knowledge,
      FindingLedger ledger,
      Positions positions) {
    this.model = model;
    this.learning = learning;
    this.knowledge = knowledge;
    this.ledger = ledger;
    this.positions = positions;
  }

  /** To be done on the correlation thread, soon. Any thread. */
  void errand(Runnable errand) {
    errands.add(errand);
  }

  /** What was learned has changed otherwise than by an event. On the correlation thread. */
  void learned() {
    knowledge.refresh();
  }

  @Override
  public void passed(Instant token) {
    for (Runnable next = errands.poll(); next != null; next = errands.poll()) {
      next.run();
    }
    boolean all = !token.isBefore(counted.equals(Instant.MIN) ? token : counted.plus(COUNTS));
    if (all) {
      counted = token;
    }
    ledger.append(all ? model.takeChanges() : model.takeNews());
    ledger.appendUndecided(all ? learning.takeChanges() : learning.takeNews());
    edges = model.size();
  }

  @Override
  public void stopped() {
    ledger.append(model.takeChanges());
    ledger.appendUndecided(learning.takeChanges());
  }

  @Override
  public void commit(Iterable<Event> pending) {
    ledger.appendGrown();
    positions.write(counted, pending);
    ledger.renewWhenGrown();
  }

  /** Edges that the model knows. Any thread. */
  long edges() {
    return edges;
  }
}

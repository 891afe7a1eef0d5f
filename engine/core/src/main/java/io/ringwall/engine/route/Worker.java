package io.ringwall.engine.route;

import io.ringwall.engine.flows.FlowTable;
import io.ringwall.engine.flows.TrackedFlow;
import io.ringwall.engine.identity.Identity;
import io.ringwall.engine.judge.InlineJudge;
import io.ringwall.engine.model.Model;
import io.ringwall.engine.rules.InlineJudgement;
import io.ringwall.engine.rules.RuleBase;
import io.ringwall.sdk.event.ContainerEvent;
import io.ringwall.sdk.event.Event;
import io.ringwall.sdk.event.Flow;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Does its share of each batch. One thread, one phase. */
final class Worker {
  private final int number;
  private final BlockingQueue<Batch> batches;
  private final FlowTable flows;
  private final Identity identity;
  private final Model model;
  private final StationTime busy;
  // One for all flows: a lambda for each would cost more than what it does.
  private final Consumer<TrackedFlow> taker = this::take;
  private Step.@Nullable Seen current;
  private RuleBase rules;
  private long flowsBegun;

  Worker(
      int number,
      BlockingQueue<Batch> batches,
      FlowTable flows,
      Identity identity,
      Model model,
      RuleBase rules,
      StationTime busy) {
    this.number = number;
    this.batches = batches;
    this.flows = flows;
    this.identity = identity;
    this.model = model;
    this.rules = rules;
    this.busy = busy;
  }

  void run() throws InterruptedException {
    boolean last = false;
    while (!last) {
      Batch batch = batches.take();
      long begun = System.nanoTime();
      for (Step step : batch.steps()) {
        take(step);
      }
      last = batch.last();
      busy.since(begun);
      batch.workersDone().countDown();
    }
  }

  private void take(Step step) {
    // Nearly all are events, of which others take their share.
    if (step instanceof Step.Seen seen) {
      if (seen.worker() == number) {
        judge(seen);
      }
    } else if (step instanceof Step.Passed passed) {
      passed.judged(number, judged(passed));
    } else if (step instanceof Step.Rules next) {
      rules = next.base();
    }
  }

  private void judge(Step.Seen seen) {
    if (seen.event() instanceof Flow flow) {
      current = seen;
      flows.accept(flow, seen.order(), taker);
      return;
    }
    Event completed = identity.complete(seen.event(), seen.order(), flows::flowId);
    if (completed instanceof ContainerEvent container) {
      completed = model.classify(container);
    }
    InlineJudgement ahead = InlineJudge.taken(completed);
    seen.judged(
        ahead == null ? judged(completed) : new Judged(completed, rules.judge(completed, ahead)));
  }

  private void take(TrackedFlow tracked) {
    Objects.requireNonNull(current).judged(judged(tracked));
  }

  private List<Judged> judged(Step.Passed passed) {
    List<Judged> came = new ArrayList<>();
    flows.advance(passed.token(), tracked -> came.add(judged(tracked)));
    if (passed.end()) {
      flows.finish(tracked -> came.add(judged(tracked)));
    }
    return came;
  }

  private Judged judged(Event event) {
    if (event instanceof TrackedFlow flow && flow.begins()) {
      flowsBegun++;
    }
    return new Judged(event, rules.judge(event));
  }

  String name() {
    return "worker-" + number;
  }

  /** Connections that were followed. */
  long flowsBegun() {
    return flowsBegun;
  }

  /** Flows forgotten because there were too many. */
  long evicted() {
    return flows.evicted();
  }
}

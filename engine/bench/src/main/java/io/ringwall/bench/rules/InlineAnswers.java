package io.ringwall.bench.rules;

import io.ringwall.engine.config.Configuration;
import io.ringwall.engine.config.InlineSettings;
import io.ringwall.engine.identity.Identity;
import io.ringwall.engine.identity.IdentityLimits;
import io.ringwall.engine.judge.InlineJudge;
import io.ringwall.engine.model.Model;
import io.ringwall.engine.rules.RuleBase;
import io.ringwall.sdk.event.HttpExchange;
import io.ringwall.sdk.finding.Judge;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** How long a caller waits for an inline answer. */
final class InlineAnswers {
  private static final int WARM_UP = 400_000;
  private static final int ASKED = 400_000;
  private static final Duration DEADLINE = Duration.ofMillis(100);

  private final Judge judge;
  private final Object[] exchanges;

  InlineAnswers(Path work, Requests requests, EqualityRules rules) throws IOException {
    RuleBase base =
        RuleBase.load(List.of(rules.writeInlineTo(work)), RuleBase.Settings.DEFAULT).requireSound();
    this.judge =
        new InlineJudge(
            new Identity("host", IdentityLimits.DEFAULT),
            new Model(Configuration.DEFAULT),
            base,
            InlineSettings.DEFAULT,
            System::nanoTime);
    this.exchanges = Requests.exchanges(requests.all());
  }

  /** The time within which 99 of 100 callers have their answer, in microseconds of wall time. */
  double p99Micros() {
    asked(WARM_UP);
    long[] nanos = asked(ASKED);
    Arrays.sort(nanos);
    return nanos[ASKED / 100 * 99] / 1_000.0;
  }

  private long[] asked(int times) {
    long[] nanos = new long[times];
    for (int i = 0; i < times; i++) {
      HttpExchange exchange = (HttpExchange) exchanges[i % exchanges.length];
      long begun = System.nanoTime();
      boolean inTime = judge.judge(exchange, DEADLINE).inTime();
      nanos[i] = inTime ? System.nanoTime() - begun : DEADLINE.toNanos();
    }
    return nanos;
  }
}

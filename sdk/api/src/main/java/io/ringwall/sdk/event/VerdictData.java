package io.ringwall.sdk.event;

import java.util.Objects;

record VerdictData(Decision decision, String reason, String rule, boolean inTime)
    implements Verdict {
  VerdictData {
    Objects.requireNonNull(decision, "decision");
    Objects.requireNonNull(reason, "reason");
    Objects.requireNonNull(rule, "rule");
  }
}

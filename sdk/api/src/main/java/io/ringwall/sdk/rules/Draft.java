package io.ringwall.sdk.rules;

import io.ringwall.sdk.event.Timed;
import io.ringwall.sdk.event.Workload;
import io.ringwall.sdk.finding.Severity;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/** A finding being made; complete when the rule's consequence ends. */
@ProviderType
public interface Draft {
  /** Another severity than the rule's {@code @severity}. */
  Draft severity(Severity severity);

  /** How sure, 0 to 100; default 100. */
  Draft confidence(int percent);

  /** What makes two findings of this rule the same; replaces the default. */
  Draft key(Object... parts);

  /** The workload it is about; replaces the default. */
  Draft subject(@Nullable Workload workload);

  /** Further events it rests on. */
  Draft evidence(Timed... events);

  /** What would have been normal, in a sentence. */
  Draft expected(String sentence);

  /** Words to filter by. */
  Draft tags(String... tags);
}

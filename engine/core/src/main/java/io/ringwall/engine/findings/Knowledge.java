package io.ringwall.engine.findings;

import io.ringwall.sdk.event.EdgeKey;
import io.ringwall.sdk.event.Flow;
import io.ringwall.sdk.finding.Mode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What findings ask of the model, to say why. Called on the correlation thread. */
public interface Knowledge {
  /** For a replay or a test without a model. */
  Knowledge NONE =
      new Knowledge() {
        @Override
        public @Nullable Instant knownSince(EdgeKey edge) {
          return null;
        }

        @Override
        public @Nullable String nearest(EdgeKey edge) {
          return null;
        }

        @Override
        public Mode mode(Flow flow) {
          return Mode.ALERT;
        }
      };

  /** Since when this edge is known (learned or allowed), or null for never. */
  @Nullable Instant knownSince(EdgeKey edge);

  /**
   * The known edge that comes closest, for people, or null: same ends and another port, else the
   * same destination from elsewhere, else the same source.
   */
  @Nullable String nearest(EdgeKey edge);

  /** The mode that holds for this flow. */
  Mode mode(Flow flow);
}

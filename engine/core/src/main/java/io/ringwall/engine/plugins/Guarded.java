package io.ringwall.engine.plugins;

import io.ringwall.engine.config.RingwallException;
import org.jspecify.annotations.Nullable;

/**
 * What a plugin made, held so that whatever comes out of it is a sentence, and that nothing of the
 * plugin is held once it was closed. Safe for any thread.
 *
 * @param <T> what it is
 */
final class Guarded<T extends AutoCloseable> {
  private final String who;
  private volatile @Nullable T made;
  private volatile String trouble = "";

  Guarded(String who, T made) {
    this.who = who;
    this.made = made;
  }

  /** A use of it. */
  interface Use<T, R> {
    /** Uses it. */
    R of(T made) throws Exception;
  }

  <R> R call(Use<T, R> use) throws InterruptedException {
    T open = made;
    if (open == null) {
      throw new RingwallException(RingwallException.Category.PLUGIN, who + " was closed");
    }
    try {
      R result = PluginEdge.call(who, () -> use.of(open));
      trouble = "";
      return result;
    } catch (RingwallException e) {
      trouble = e.sentence();
      throw e;
    }
  }

  /** What the last call failed with; empty when it did not fail. */
  String trouble() {
    return trouble;
  }

  /** Closes it; it may be closed again, which a source has to bear. */
  void closeOnce() {
    T open = made;
    if (open != null) {
      Closing.close(who, open);
    }
  }

  /** Closes it for good. */
  void close() {
    T open = made;
    made = null;
    if (open != null) {
      Closing.close(who, open);
    }
  }
}

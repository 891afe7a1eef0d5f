package io.ringwall.engine.plugins;

import io.ringwall.sdk.plugin.CaptureSource;
import io.ringwall.sdk.plugin.EventSink;
import io.ringwall.sdk.plugin.Timing;

/** An opened source; what its plugin throws comes out as a sentence. */
public final class InstalledSource implements AutoCloseable {
  private final String who;
  private final CaptureSource source;

  InstalledSource(String who, CaptureSource source) {
    this.who = who;
    this.source = source;
  }

  /**
   * How its events stand in time.
   *
   * @throws io.ringwall.engine.config.RingwallException when the plugin fails
   */
  public Timing timing() throws InterruptedException {
    return PluginEdge.call(who, source::timing);
  }

  /**
   * Emits events until the input ends.
   *
   * @throws io.ringwall.engine.config.RingwallException when the plugin cannot go on
   */
  public void run(EventSink sink) throws InterruptedException {
    PluginEdge.call(
        who,
        () -> {
          source.run(sink);
          return sink;
        });
  }

  /**
   * Frees what it holds.
   *
   * @throws io.ringwall.engine.config.RingwallException when the plugin fails
   */
  @Override
  public void close() {
    Closing.close(who, source);
  }
}

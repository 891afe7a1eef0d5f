package io.ringwall.engine.plugins;

import io.ringwall.sdk.finding.Finding;
import io.ringwall.sdk.plugin.FindingSink;

/** An opened sink; what its plugin throws comes out as a sentence. */
public final class InstalledSink implements AutoCloseable {
  private final String who;
  private final FindingSink sink;

  InstalledSink(String who, FindingSink sink) {
    this.who = who;
    this.sink = sink;
  }

  /**
   * Hands a finding over.
   *
   * @throws io.ringwall.engine.config.RingwallException when the plugin cannot take it, or fails
   */
  public void accept(Finding finding) throws InterruptedException {
    PluginEdge.call(
        who,
        () -> {
          sink.accept(finding);
          return finding;
        });
  }

  /**
   * Makes everything accepted durable.
   *
   * @throws io.ringwall.engine.config.RingwallException when the plugin cannot, or fails
   */
  public void flush() throws InterruptedException {
    PluginEdge.call(
        who,
        () -> {
          sink.flush();
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
    Closing.close(who, sink);
  }
}

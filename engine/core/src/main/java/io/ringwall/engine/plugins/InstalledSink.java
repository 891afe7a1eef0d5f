package io.ringwall.engine.plugins;

import io.ringwall.sdk.finding.Finding;
import io.ringwall.sdk.plugin.FindingSink;

/** An opened sink; what its plugin throws comes out as a sentence. */
public final class InstalledSink implements AutoCloseable {
  private final String name;
  private final Guarded<FindingSink> sink;

  InstalledSink(String name, String who, FindingSink sink) {
    this.name = name;
    this.sink = new Guarded<>(who, sink);
  }

  /** Name in configuration and counters. */
  public String name() {
    return name;
  }

  /**
   * Hands a finding over.
   *
   * @throws io.ringwall.engine.config.RingwallException when the plugin cannot take it, or fails
   */
  public void accept(Finding finding) throws InterruptedException {
    sink.call(open -> {
      open.accept(finding);
      return finding;
    });
  }

  /**
   * Makes everything accepted durable.
   *
   * @throws io.ringwall.engine.config.RingwallException when the plugin cannot, or fails
   */
  public void flush() throws InterruptedException {
    sink.call(open -> {
      open.flush();
      return open;
    });
  }

  /** What its last call failed with; empty when it did not fail. */
  String trouble() {
    return sink.trouble();
  }

  /**
   * Frees what it holds; nothing may be called afterwards.
   *
   * @throws io.ringwall.engine.config.RingwallException when the plugin fails
   */
  @Override
  public void close() {
    sink.close();
  }
}

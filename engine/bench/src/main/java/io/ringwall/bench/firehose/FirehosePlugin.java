package io.ringwall.bench.firehose;

import io.ringwall.sdk.plugin.CaptureSourceFactory;
import io.ringwall.sdk.plugin.Plugin;
import java.util.List;

/** Offers a source that waits while its queue is full, and one that cannot. */
public final class FirehosePlugin implements Plugin {
  @Override
  public String name() {
    return "firehose";
  }

  @Override
  public List<CaptureSourceFactory<?>> captureSources() {
    return List.of(new FirehoseFactory("patient", true), new FirehoseFactory("impatient", false));
  }
}

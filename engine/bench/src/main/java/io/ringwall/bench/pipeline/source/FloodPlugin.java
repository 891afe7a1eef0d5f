package io.ringwall.bench.pipeline.source;

import io.ringwall.sdk.plugin.CaptureSourceFactory;
import io.ringwall.sdk.plugin.Plugin;
import java.util.List;

/** Offers one source, of requests. */
public final class FloodPlugin implements Plugin {
  @Override
  public String name() {
    return "flood";
  }

  @Override
  public List<CaptureSourceFactory<?>> captureSources() {
    return List.of(new FloodFactory());
  }
}

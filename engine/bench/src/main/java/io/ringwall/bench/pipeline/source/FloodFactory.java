package io.ringwall.bench.pipeline.source;

import io.ringwall.sdk.plugin.CaptureSource;
import io.ringwall.sdk.plugin.CaptureSourceFactory;
import io.ringwall.sdk.plugin.SourceContext;

final class FloodFactory implements CaptureSourceFactory<FloodFactory.Settings> {
  /** Nothing to set. */
  record Settings() {}

  @Override
  public String name() {
    return "flood";
  }

  @Override
  public Class<Settings> configuration() {
    return Settings.class;
  }

  @Override
  public Settings defaults() {
    return new Settings();
  }

  @Override
  public CaptureSource open(Settings settings, SourceContext context) {
    return new FloodSource(context);
  }
}

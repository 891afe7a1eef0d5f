package io.ringwall.bench.deluge;

import io.ringwall.sdk.plugin.CaptureSource;
import io.ringwall.sdk.plugin.CaptureSourceFactory;
import io.ringwall.sdk.plugin.SourceContext;
import java.nio.file.Path;

/** Makes the source. */
final class DelugeFactory implements CaptureSourceFactory<DelugeSettings> {
  @Override
  public String name() {
    return "deluge";
  }

  @Override
  public Class<DelugeSettings> configuration() {
    return DelugeSettings.class;
  }

  @Override
  public DelugeSettings defaults() {
    return new DelugeSettings(Path.of("/nowhere"), 50, 10);
  }

  @Override
  public CaptureSource open(DelugeSettings settings, SourceContext context) {
    return new Deluge(settings, context);
  }
}

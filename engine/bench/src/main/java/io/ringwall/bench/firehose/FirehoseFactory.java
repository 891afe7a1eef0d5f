package io.ringwall.bench.firehose;

import io.ringwall.sdk.plugin.CaptureSource;
import io.ringwall.sdk.plugin.CaptureSourceFactory;
import io.ringwall.sdk.plugin.SourceContext;
import java.nio.file.Path;
import java.time.Duration;

/** Makes the sources of one kind. */
final class FirehoseFactory implements CaptureSourceFactory<FirehoseSettings> {
  private final String name;
  private final boolean waits;

  FirehoseFactory(String name, boolean waits) {
    this.name = name;
    this.waits = waits;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Class<FirehoseSettings> configuration() {
    return FirehoseSettings.class;
  }

  @Override
  public FirehoseSettings defaults() {
    return new FirehoseSettings(0, Path.of("/nowhere"), 500_000, Duration.ofSeconds(1));
  }

  @Override
  public CaptureSource open(FirehoseSettings settings, SourceContext context) {
    return new Firehose(settings, context, waits);
  }
}

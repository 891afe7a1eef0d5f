package io.ringwall.bench.deluge;

import io.ringwall.sdk.plugin.CaptureSourceFactory;
import io.ringwall.sdk.plugin.Plugin;
import java.util.List;

/** Offers one source. */
public final class DelugePlugin implements Plugin {
  @Override
  public String name() {
    return "deluge";
  }

  @Override
  public List<CaptureSourceFactory<?>> captureSources() {
    return List.of(new DelugeFactory());
  }
}

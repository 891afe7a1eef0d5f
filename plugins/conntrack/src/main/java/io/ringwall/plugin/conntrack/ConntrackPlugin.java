package io.ringwall.plugin.conntrack;

import io.ringwall.sdk.plugin.CaptureSourceFactory;
import io.ringwall.sdk.plugin.Plugin;
import java.util.List;

/** Tells of connections as the kernel tracks them. */
public final class ConntrackPlugin implements Plugin {
  @Override
  public String name() {
    return "conntrack";
  }

  @Override
  public List<CaptureSourceFactory<?>> captureSources() {
    return List.of(new LiveConnectionsFactory());
  }
}

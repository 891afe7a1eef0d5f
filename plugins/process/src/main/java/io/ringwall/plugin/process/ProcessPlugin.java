package io.ringwall.plugin.process;

import io.ringwall.sdk.plugin.CaptureSourceFactory;
import io.ringwall.sdk.plugin.Plugin;
import java.util.List;

/** Tells of programs as they are started in containers, and which process connects where. */
public final class ProcessPlugin implements Plugin {
  @Override
  public String name() {
    return "process";
  }

  @Override
  public List<CaptureSourceFactory<?>> captureSources() {
    return List.of(new LiveProcessesFactory());
  }
}

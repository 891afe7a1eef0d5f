package io.ringwall.plugin.pcap;

import io.ringwall.sdk.plugin.CaptureSourceFactory;
import io.ringwall.sdk.plugin.Plugin;
import io.ringwall.sdk.plugin.RecordingFactory;
import java.util.List;

/** The plugin {@code pcap}: reads packets, of captures and of interfaces. */
public final class PcapPlugin implements Plugin {
  /** For the service loader. */
  public PcapPlugin() {}

  @Override
  public String name() {
    return "pcap";
  }

  @Override
  public List<CaptureSourceFactory<?>> captureSources() {
    return List.of(new LiveCaptureFactory());
  }

  @Override
  public List<RecordingFactory<?>> recordings() {
    return List.of(new CaptureRecordings());
  }
}

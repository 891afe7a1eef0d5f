package io.ringwall.plugin.pcap;

import io.ringwall.sdk.plugin.Plugin;
import io.ringwall.sdk.plugin.RecordingFactory;
import java.util.List;

/** The plugin {@code pcap}: reads captures. */
public final class PcapPlugin implements Plugin {
  /** For the service loader. */
  public PcapPlugin() {}

  @Override
  public String name() {
    return "pcap";
  }

  @Override
  public List<RecordingFactory<?>> recordings() {
    return List.of(new CaptureRecordings());
  }
}

package io.ringwall.plugin.pcap;

import io.ringwall.sdk.plugin.CaptureSource;
import io.ringwall.sdk.plugin.CaptureSourceFactory;
import io.ringwall.sdk.plugin.HostCheck;
import io.ringwall.sdk.plugin.PluginException;
import io.ringwall.sdk.plugin.PluginException.Category;
import io.ringwall.sdk.plugin.SourceContext;
import java.util.List;

/** Reads the packets of this host's interfaces. */
final class LiveCaptureFactory implements CaptureSourceFactory<PcapConfig> {
  @Override
  public String name() {
    return "pcap";
  }

  @Override
  public Class<PcapConfig> configuration() {
    return PcapConfig.class;
  }

  @Override
  public PcapConfig defaults() {
    return PcapConfig.defaults();
  }

  @Override
  public List<HostCheck> needs(PcapConfig configuration) {
    return new PacketNeeds(configuration.interfaces(), Interfaces.ofThisHost()).all();
  }

  @Override
  public CaptureSource open(PcapConfig configuration, SourceContext context)
      throws PluginException {
    try {
      return LiveCapture.open(configuration, Interfaces.ofThisHost(), context);
    } catch (NoClassDefFoundError e) {
      throw new PluginException(
          Category.CONFIGURATION,
          "packets of interfaces are read through the kernel's module, which was not granted to"
              + " this plugin: 'plugin-admission: kernel' in ringwall.yaml names those it is"
              + " granted to",
          e);
    }
  }
}

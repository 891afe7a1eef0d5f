package io.ringwall.plugin.conntrack;

import io.ringwall.kernel.ConnectionTracking;
import io.ringwall.kernel.HostAddresses;
import io.ringwall.kernel.KernelException;
import io.ringwall.sdk.plugin.CaptureSource;
import io.ringwall.sdk.plugin.CaptureSourceFactory;
import io.ringwall.sdk.plugin.HostCheck;
import io.ringwall.sdk.plugin.PluginException;
import io.ringwall.sdk.plugin.PluginException.Category;
import io.ringwall.sdk.plugin.SourceContext;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Opens the kernel's connection tracking. */
final class LiveConnectionsFactory implements CaptureSourceFactory<ConntrackSettings> {
  private static final Duration LOOK = Duration.ofSeconds(30);

  @Override
  public String name() {
    return "conntrack";
  }

  @Override
  public Class<ConntrackSettings> configuration() {
    return ConntrackSettings.class;
  }

  @Override
  public ConntrackSettings defaults() {
    return ConntrackSettings.defaults();
  }

  @Override
  public List<HostCheck> needs(ConntrackSettings settings) {
    return new TrackingNeeds(new KernelSettings(Path.of("/proc/sys/net"))).all();
  }

  @Override
  public CaptureSource open(ConntrackSettings settings, SourceContext context)
      throws PluginException {
    return open(settings, LOOK, context);
  }

  static CaptureSource open(ConntrackSettings settings, Duration look, SourceContext context)
      throws PluginException {
    HostAddresses addresses = null;
    try {
      addresses = HostAddresses.open();
      var networks =
          new ContainerNetworks(settings.networks(), addresses, Path.of("/sys/class/net"));
      ConnectionTracking tracking = ConnectionTracking.open(settings.bufferBytes());
      var kernel = new KernelSettings(Path.of("/proc/sys/net"));
      return new LiveConnections(tracking, networks, kernel, settings, look, context);
    } catch (KernelException e) {
      if (addresses != null) {
        addresses.close();
      }
      throw new PluginException(
          Category.RESOURCE,
          e.getMessage()
              + "; service addresses and published ports are not followed to the containers behind"
              + " them",
          e);
    }
  }
}

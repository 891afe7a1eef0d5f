package io.ringwall.plugin.host;

import io.ringwall.kernel.HostAddress;
import io.ringwall.kernel.HostAddresses;
import io.ringwall.kernel.KernelException;
import io.ringwall.sdk.event.IpAddress;
import io.ringwall.sdk.plugin.IdentityProvider;
import io.ringwall.sdk.plugin.IdentitySink;
import io.ringwall.sdk.plugin.PluginException;
import io.ringwall.sdk.plugin.SourceContext;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/**
 * Tells the host's own addresses, and each that comes later, within a moment. What is loopback or
 * link-local names no host to others, and is left out.
 */
final class OwnAddresses implements IdentityProvider {
  /** The kernel wakes us; this is only how long one call sleeps at most. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final HostAddresses addresses;
  private final SourceContext context;
  private final Set<IpAddress> told = new HashSet<>();

  OwnAddresses(HostAddresses addresses, SourceContext context) {
    this.addresses = addresses;
    this.context = context;
  }

  static PluginException refused(KernelException cause) {
    return new PluginException(
        PluginException.Category.RESOURCE,
        "the host's own addresses are not known: " + cause.getMessage(),
        cause);
  }

  @Override
  public void run(IdentitySink sink) throws InterruptedException, PluginException {
    String host = context.origin(context.startEpoch()).host();
    try {
      tell(sink, host);
      sink.complete();
      while (!addresses.closed()) {
        if (addresses.awaitChange(PATIENCE)) {
          tell(sink, host);
        }
      }
    } catch (KernelException e) {
      throw refused(e);
    }
  }

  private void tell(IdentitySink sink, String host) throws KernelException {
    for (HostAddress one : addresses.now()) {
      InetAddress address = one.address();
      if (address.isLoopbackAddress() || address.isLinkLocalAddress()) {
        continue;
      }
      IpAddress own = IpAddress.of(address.getAddress());
      if (told.add(own)) {
        sink.hostAddress(own, host);
        context.diagnostics().count("addresses", 1);
      }
    }
  }

  @Override
  public void close() {
    addresses.close();
  }
}

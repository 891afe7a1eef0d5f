package io.ringwall.plugin.host;

import io.ringwall.kernel.HostAddresses;
import io.ringwall.kernel.KernelException;
import io.ringwall.sdk.plugin.HostCheck;
import io.ringwall.sdk.plugin.HostFact;
import io.ringwall.sdk.plugin.IdentityProvider;
import io.ringwall.sdk.plugin.IdentityProviderFactory;
import io.ringwall.sdk.plugin.PluginException;
import io.ringwall.sdk.plugin.SourceContext;
import java.util.List;

/** Opens the kernel's table of addresses. */
final class OwnAddressesFactory implements IdentityProviderFactory<HostSettings> {
  @Override
  public String name() {
    return "host";
  }

  @Override
  public Class<HostSettings> configuration() {
    return HostSettings.class;
  }

  @Override
  public HostSettings defaults() {
    return new HostSettings();
  }

  @Override
  public List<HostCheck> needs(HostSettings settings) {
    return List.of(new HostCheck("names", "this host's addresses", OwnAddressesFactory::told));
  }

  private static HostFact told() throws PluginException {
    try (HostAddresses addresses = HostAddresses.open()) {
      return HostFact.ok("the kernel tells " + addresses.now().size());
    } catch (KernelException e) {
      throw OwnAddresses.refused(e);
    }
  }

  @Override
  public IdentityProvider open(HostSettings settings, SourceContext context)
      throws PluginException {
    try {
      return new OwnAddresses(HostAddresses.open(), context);
    } catch (KernelException e) {
      throw OwnAddresses.refused(e);
    }
  }
}

package io.ringwall.engine.plugins;

import io.ringwall.sdk.plugin.Diagnostics;
import io.ringwall.sdk.plugin.IdentityProvider;
import org.jspecify.annotations.Nullable;

/** An identity provider that tells what it knows. */
final class ProviderDuty implements Duty {
  private final String name;
  private final Guarded<IdentityProvider> provider;
  private final Diagnostics diagnostics;
  private final Stations stations;
  private volatile @Nullable IdentityGate gate;
  private volatile boolean abandoned;

  ProviderDuty(String name, IdentityProvider provider, Diagnostics diagnostics, Stations stations) {
    this.name = name;
    this.provider = new Guarded<>("identity '" + name + "'", provider);
    this.diagnostics = diagnostics;
    this.stations = stations;
  }

  @Override
  public void serve(QueueSlot queue, Runnable begun) throws InterruptedException {
    var open = new IdentityGate(EngineSide.call(() -> stations.identity(name)), diagnostics, begun);
    gate = open;
    try {
      if (!abandoned) {
        provider.call(made -> {
          made.run(open);
          return made;
        });
      }
    } finally {
      open.shut();
    }
  }

  @Override
  public void halt() {
    provider.closeOnce();
  }

  @Override
  public byte @Nullable [] handOver() {
    return null;
  }

  @Override
  public void close() {
    provider.close();
  }

  @Override
  public void abandon() {
    abandoned = true;
    IdentityGate open = gate;
    if (open != null) {
      open.shut();
    }
  }

  @Override
  public String trouble() {
    return "";
  }
}

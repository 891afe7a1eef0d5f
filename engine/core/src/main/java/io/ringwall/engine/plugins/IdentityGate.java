package io.ringwall.engine.plugins;

import io.ringwall.sdk.event.AddressBlock;
import io.ringwall.sdk.event.ContainerEvent;
import io.ringwall.sdk.event.IpAddress;
import io.ringwall.sdk.event.ServiceRef;
import io.ringwall.sdk.plugin.Diagnostics;
import io.ringwall.sdk.plugin.IdentitySink;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The way into the identity table, open while a provider runs. */
final class IdentityGate implements IdentitySink {
  private final IdentitySink sink;
  private final Diagnostics diagnostics;
  private final Runnable completed;
  private volatile boolean shut;

  IdentityGate(IdentitySink sink, Diagnostics diagnostics, Runnable completed) {
    this.sink = sink;
    this.diagnostics = diagnostics;
    this.completed = completed;
  }

  void shut() {
    shut = true;
  }

  private boolean passes() {
    if (shut) {
      diagnostics.dropped("told-after-the-end", 1);
    }
    return !shut;
  }

  @Override
  public void container(ContainerEvent started, @Nullable Instant until) {
    if (passes()) {
      sink.container(started, until);
    }
  }

  @Override
  public void network(String name, AddressBlock block, @Nullable IpAddress gateway) {
    if (passes()) {
      sink.network(name, block, gateway);
    }
  }

  @Override
  public void hostAddress(IpAddress address, String host) {
    if (passes()) {
      sink.hostAddress(address, host);
    }
  }

  @Override
  public void service(IpAddress address, ServiceRef service) {
    if (passes()) {
      sink.service(address, service);
    }
  }

  @Override
  public void complete() {
    if (passes()) {
      sink.complete();
      completed.run();
    }
  }
}

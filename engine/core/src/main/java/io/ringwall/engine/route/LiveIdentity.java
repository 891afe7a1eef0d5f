package io.ringwall.engine.route;

import io.ringwall.engine.identity.Identity;
import io.ringwall.engine.intake.LiveQueue;
import io.ringwall.sdk.event.AddressBlock;
import io.ringwall.sdk.event.ContainerEvent;
import io.ringwall.sdk.event.IpAddress;
import io.ringwall.sdk.event.ServiceRef;
import io.ringwall.sdk.plugin.IdentitySink;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Where an identity provider of a running engine tells what it knows. */
final class LiveIdentity implements IdentitySink {
  private final Identity identity;
  private final LiveQueue starts;

  /**
   * A sink.
   *
   * @param starts takes the starts, which take the route like any event
   */
  LiveIdentity(Identity identity, LiveQueue starts) {
    this.identity = identity;
    this.starts = starts;
  }

  @Override
  public void container(ContainerEvent started, @Nullable Instant until) {
    identity.expect(started, until);
    starts.offer(started);
  }

  @Override
  public void network(String name, AddressBlock block, @Nullable IpAddress gateway) {
    identity.network(name, block, gateway);
  }

  @Override
  public void hostAddress(IpAddress address, String name) {
    identity.hostAddress(address, name);
  }

  @Override
  public void service(IpAddress address, ServiceRef service) {
    identity.service(address, service);
  }

  /** Nothing waits for this in a running engine: events wait for their own addresses. */
  @Override
  public void complete() {}
}

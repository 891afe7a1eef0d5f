package io.ringwall.engine.identity;

import io.ringwall.sdk.event.Certainty;
import io.ringwall.sdk.event.EdgeEnd;
import io.ringwall.sdk.event.EdgeEndKind;
import io.ringwall.sdk.event.Endpoint;
import io.ringwall.sdk.event.EndpointKind;
import io.ringwall.sdk.event.IpAddress;
import io.ringwall.sdk.event.ServiceRef;
import io.ringwall.sdk.event.Workload;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An end of a connection with all that the engine knows of who held its address. Immutable. */
public final class ResolvedEndpoint implements Endpoint {
  private final IpAddress address;
  private final int port;
  private final @Nullable String mac;
  private final Holder holder;
  private final List<String> dnsNames;
  // Made when first asked for, maybe by two threads: each is as good as the other.
  private @Nullable EdgeEnd unclassed;

  ResolvedEndpoint(Endpoint seen, Holder holder, List<String> dnsNames) {
    this(seen.address(), seen.port(), seen.mac(), holder, dnsNames);
  }

  private ResolvedEndpoint(
      IpAddress address, int port, @Nullable String mac, Holder holder, List<String> dnsNames) {
    this.address = address;
    this.port = port;
    this.mac = mac;
    this.holder = holder;
    this.dnsNames = dnsNames;
  }

  /** The same end, reached by this name, which becomes the first of its names. */
  public ResolvedEndpoint reachedBy(String name) {
    if (!dnsNames.isEmpty() && dnsNames.getFirst().equals(name)) {
      return this;
    }
    List<String> names =
        java.util.stream.Stream.concat(
                java.util.stream.Stream.of(name), dnsNames.stream().filter(n -> !n.equals(name)))
            .toList();
    return new ResolvedEndpoint(address, port, mac, holder, names);
  }

  /** The same end, which stands behind this service. */
  ResolvedEndpoint behind(@Nullable ServiceRef service) {
    return service == null
        ? this
        : new ResolvedEndpoint(address, port, mac, holder.behind(service), dnsNames);
  }

  @Override
  public IpAddress address() {
    return address;
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public @Nullable String mac() {
    return mac;
  }

  @Override
  public EndpointKind kind() {
    return holder.kind();
  }

  @Override
  public Certainty certainty() {
    return holder.certainty();
  }

  @Override
  public @Nullable Workload workload() {
    return holder.member() == null ? null : holder.member().workload();
  }

  @Override
  public @Nullable String dnsName() {
    return dnsNames.isEmpty() ? null : dnsNames.getFirst();
  }

  @Override
  public List<String> dnsNames() {
    return dnsNames;
  }

  @Override
  public @Nullable ServiceRef service() {
    return holder.service();
  }

  /** The container behind it, or null. */
  public @Nullable KnownWorkload member() {
    return holder.member();
  }

  /**
   * Was it taken for a container that had left the address when this began: that may become known
   * later.
   */
  public boolean wasLeftBy(Instant begun) {
    Holding holding = holder.holding();
    return holding != null && holding.wasOverAt(begun);
  }

  /** The name of the host that it is an address of, or null. */
  public @Nullable String hostName() {
    return holder.hostName();
  }

  /** The end of an edge that it is where it has no class, service or name: host or address. */
  public EdgeEnd unclassed() {
    EdgeEnd made = unclassed;
    if (made == null) {
      String name = hostName();
      made =
          name == null
              ? EdgeEnd.of(EdgeEndKind.ADDRESS, address.toString())
              : EdgeEnd.of(EdgeEndKind.HOST, name);
      unclassed = made;
    }
    return made;
  }

  @Override
  public String toString() {
    return address + ":" + port + " " + holder.kind();
  }
}

package io.ringwall.sdk.plugin;

import io.ringwall.sdk.event.AddressBlock;
import io.ringwall.sdk.event.ContainerEvent;
import io.ringwall.sdk.event.IpAddress;
import io.ringwall.sdk.event.ServiceRef;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/** The way into the engine's identity table. Safe for any thread; never blocks. */
@ProviderType
public interface IdentitySink {
  /**
   * A container holds the addresses of its workload's networks. The engine keeps history, so a
   * later owner of the address does not change what earlier events resolve to.
   *
   * @param started a START event with all that is known of the container, at the time from which it
   *     is known; it also takes the route, once, to be judged by rules
   * @param until when it ended, or null while it runs
   */
  void container(ContainerEvent started, @Nullable Instant until);

  /**
   * A network that containers live in: an address inside it that nobody is known to hold is waited
   * for.
   *
   * @param name name of the network
   * @param block its addresses
   * @param gateway the host's own address in it, or null where it has none
   */
  void network(String name, AddressBlock block, @Nullable IpAddress gateway);

  /** An address of a monitored host itself. */
  void hostAddress(IpAddress address, String host);

  /** A virtual address of a service, translated on its way to a workload. */
  void service(IpAddress address, ServiceRef service);

  /** All that is known at the start has been told. */
  void complete();
}

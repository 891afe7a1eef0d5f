package io.ringwall.sdk.event;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * One end of a connection: an address, and all that is known of who holds it. Sources fill in what
 * they saw on the wire; workload, names and kind are resolved by the engine, at the event's time.
 */
@ProviderType
public interface Endpoint {
  /** The address, innermost, after translation. */
  IpAddress address();

  /** Port, 1 to 65535; 0 where the protocol has none. */
  int port();

  /** Hardware address, lower-case with colons; absent where routed or not seen. */
  @Nullable String mac();

  /** What the address stands for. The engine has the last word. */
  EndpointKind kind();

  /** How the workload was found; set by the engine. */
  Certainty certainty();

  /**
   * The container or pod that held the address at that time. A source names it only where it knows
   * that otherwise than by the address, as of a socket whose process it sees; the id is enough, and
   * counts where the address is no container's own.
   */
  @Nullable Workload workload();

  /**
   * The name that this flow's originator itself resolved to reach the address; never a reverse
   * look-up.
   */
  @Nullable String dnsName();

  /** All such names, latest first. */
  List<String> dnsNames();

  /** The service that the address stands for, or was translated from. */
  @Nullable ServiceRef service();

  /** Starts a new Endpoint. */
  static EndpointBuilder builder() {
    return new EndpointBuilder();
  }
}

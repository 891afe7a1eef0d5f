package io.ringwall.sdk.event;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Something happened to a container. Also how the engine learns which container holds which
 * address: START and NETWORK_CONNECT with networks give, DIE and NETWORK_DISCONNECT take.
 */
@ProviderType
public interface ContainerEvent extends Event {
  /** What happened. */
  ContainerAction action();

  /** To which container. */
  Workload workload();

  /** Was this image seen in this namespace before; set by the engine. */
  ClassState classState();

  /** Networks concerned. */
  List<NetworkAttachment> networks();

  /** What is mounted into it. */
  List<Mount> mounts();

  /** Ports the host offers for it. */
  List<PublishedPort> ports();

  /** How far it was let out of its box. */
  @Nullable ContainerSecurity security();

  /** Command. */
  List<String> command();

  /** Entry point. */
  List<String> entrypoint();

  /** For EXEC actions: the session. */
  @Nullable ExecSession execSession();

  /** For EXEC actions: is it the container's own health check. */
  boolean healthProbe();

  /** For HEALTH: healthy, unhealthy, starting. */
  @Nullable String health();

  /** For DIE and EXEC_DIE: the exit code. */
  @Nullable Integer exitCode();

  /** For KILL: the signal. */
  @Nullable String signal();

  /** Who asked for it, where known. */
  @Nullable String actor();

  /**
   * Starts a new ContainerEvent.
   *
   * @param origin host, source and epoch of the record
   * @param sequence the record's position in that epoch, as the source defines it
   * @param time when it happened
   */
  static ContainerEventBuilder builder(Origin origin, long sequence, Instant time) {
    return new ContainerEventBuilder(origin, sequence, time);
  }
}

package io.ringwall.sdk.event;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/** A container or pod. A snapshot: never changes after it was made. */
@ProviderType
public interface Workload {
  /** 64 lower-case hex digits; for pods without a known container, the pod's uid. */
  String containerId();

  /** Its name, for people; never part of its class. */
  String name();

  /** The image it was started from. */
  @Nullable Image image();

  /**
   * Namespace: the label <code>io.ringwall.namespace</code>, Kubernetes namespace, stack or Compose
   * project, else <code>default</code>.
   */
  String namespace();

  /**
   * Service within the namespace: the label <code>io.ringwall.service</code>, Kubernetes owner,
   * Swarm or Compose service, else the repository's last part.
   */
  String service();

  /** Pod name. */
  @Nullable String pod();

  /** Pod uid. */
  @Nullable String podUid();

  /** The host it runs on; empty where not known. */
  String host();

  /** Its main process on the host; 0 when not running or not known. */
  int pid();

  /** Its control group. */
  @Nullable String cgroupId();

  /** Its labels. */
  Map<String, String> labels();

  /** Networks and addresses it holds. */
  List<NetworkAttachment> networks();

  /** When its main process started. */
  @Nullable Instant startedAt();

  /** Has it all capabilities and devices of the host. */
  boolean privileged();

  /** What it is: namespace, service and image repository. */
  default WorkloadClass workloadClass() {
    return new WorkloadClass(
        namespace(), service(), image() instanceof Image image ? image.repository() : "");
  }

  /** Starts a new Workload. */
  static WorkloadBuilder builder() {
    return new WorkloadBuilder();
  }
}

package io.ringwall.sdk.event;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Builds a {@link Workload}; not thread-safe. Setters are named after the accessors they fill. */
public final class WorkloadBuilder {
  private @Nullable String containerId;
  private @Nullable String name;
  private @Nullable Image image;
  private @Nullable String namespace;
  private @Nullable String service;
  private @Nullable String pod;
  private @Nullable String podUid;
  private String host = "";
  private int pid = 0;
  private @Nullable String cgroupId;
  private Map<String, String> labels = Map.of();
  private List<NetworkAttachment> networks = List.of();
  private @Nullable Instant startedAt;
  private boolean privileged = false;

  WorkloadBuilder() {}

  /** Sets {@link Workload#containerId()}. */
  public WorkloadBuilder containerId(String containerId) {
    this.containerId = containerId;
    return this;
  }

  /** Sets {@link Workload#name()}. */
  public WorkloadBuilder name(String name) {
    this.name = name;
    return this;
  }

  /** Sets {@link Workload#image()}. */
  public WorkloadBuilder image(@Nullable Image image) {
    this.image = image;
    return this;
  }

  /** Sets {@link Workload#namespace()}. */
  public WorkloadBuilder namespace(String namespace) {
    this.namespace = namespace;
    return this;
  }

  /** Sets {@link Workload#service()}. */
  public WorkloadBuilder service(String service) {
    this.service = service;
    return this;
  }

  /** Sets {@link Workload#pod()}. */
  public WorkloadBuilder pod(@Nullable String pod) {
    this.pod = pod;
    return this;
  }

  /** Sets {@link Workload#podUid()}. */
  public WorkloadBuilder podUid(@Nullable String podUid) {
    this.podUid = podUid;
    return this;
  }

  /** Sets {@link Workload#host()}. */
  public WorkloadBuilder host(String host) {
    this.host = host;
    return this;
  }

  /** Sets {@link Workload#pid()}. */
  public WorkloadBuilder pid(int pid) {
    this.pid = pid;
    return this;
  }

  /** Sets {@link Workload#cgroupId()}. */
  public WorkloadBuilder cgroupId(@Nullable String cgroupId) {
    this.cgroupId = cgroupId;
    return this;
  }

  /** Sets {@link Workload#labels()}. */
  public WorkloadBuilder labels(Map<String, String> labels) {
    this.labels = Map.copyOf(labels);
    return this;
  }

  /** Sets {@link Workload#networks()}. */
  public WorkloadBuilder networks(List<NetworkAttachment> networks) {
    this.networks = List.copyOf(networks);
    return this;
  }

  /** Sets {@link Workload#startedAt()}. */
  public WorkloadBuilder startedAt(@Nullable Instant startedAt) {
    this.startedAt = startedAt;
    return this;
  }

  /** Sets {@link Workload#privileged()}. */
  public WorkloadBuilder privileged(boolean privileged) {
    this.privileged = privileged;
    return this;
  }

  /**
   * Makes the Workload.
   *
   * @throws NullPointerException when a required part is missing; the message names it
   */
  public Workload build() {
    return new WorkloadData(
        Objects.requireNonNull(containerId, "containerId"),
        Objects.requireNonNull(name, "name"),
        image,
        Objects.requireNonNull(namespace, "namespace"),
        Objects.requireNonNull(service, "service"),
        pod,
        podUid,
        host,
        pid,
        cgroupId,
        labels,
        networks,
        startedAt,
        privileged);
  }
}

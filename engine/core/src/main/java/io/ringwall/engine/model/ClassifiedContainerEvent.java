package io.ringwall.engine.model;

import io.ringwall.sdk.event.ClassState;
import io.ringwall.sdk.event.ContainerAction;
import io.ringwall.sdk.event.ContainerEvent;
import io.ringwall.sdk.event.ContainerSecurity;
import io.ringwall.sdk.event.ExecSession;
import io.ringwall.sdk.event.Mount;
import io.ringwall.sdk.event.NetworkAttachment;
import io.ringwall.sdk.event.PublishedPort;
import io.ringwall.sdk.event.Workload;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A container's event with what the model says of the container's class.
 *
 * @param seen the event
 * @param classState what the model says
 */
record ClassifiedContainerEvent(ContainerEvent seen, ClassState classState)
    implements ContainerEvent {
  @Override
  public String id() {
    return seen.id();
  }

  @Override
  public Instant time() {
    return seen.time();
  }

  @Override
  public Instant observedAt() {
    return seen.observedAt();
  }

  @Override
  public String source() {
    return seen.source();
  }

  @Override
  public String host() {
    return seen.host();
  }

  @Override
  public String epoch() {
    return seen.epoch();
  }

  @Override
  public long sequence() {
    return seen.sequence();
  }

  @Override
  public int ordinal() {
    return seen.ordinal();
  }

  @Override
  public Map<String, Object> attributes() {
    return seen.attributes();
  }

  @Override
  public ContainerAction action() {
    return seen.action();
  }

  @Override
  public Workload workload() {
    return seen.workload();
  }

  @Override
  public List<NetworkAttachment> networks() {
    return seen.networks();
  }

  @Override
  public List<Mount> mounts() {
    return seen.mounts();
  }

  @Override
  public List<PublishedPort> ports() {
    return seen.ports();
  }

  @Override
  public @Nullable ContainerSecurity security() {
    return seen.security();
  }

  @Override
  public List<String> command() {
    return seen.command();
  }

  @Override
  public List<String> entrypoint() {
    return seen.entrypoint();
  }

  @Override
  public @Nullable ExecSession execSession() {
    return seen.execSession();
  }

  @Override
  public boolean healthProbe() {
    return seen.healthProbe();
  }

  @Override
  public @Nullable String health() {
    return seen.health();
  }

  @Override
  public @Nullable Integer exitCode() {
    return seen.exitCode();
  }

  @Override
  public @Nullable String signal() {
    return seen.signal();
  }

  @Override
  public @Nullable String actor() {
    return seen.actor();
  }
}

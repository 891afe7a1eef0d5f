package io.ringwall.testkit.contract;

import io.ringwall.engine.archive.EventJson;
import io.ringwall.sdk.event.AddressBlock;
import io.ringwall.sdk.event.ContainerAction;
import io.ringwall.sdk.event.ContainerEvent;
import io.ringwall.sdk.event.Event;
import io.ringwall.sdk.event.IpAddress;
import io.ringwall.sdk.event.ServiceRef;
import io.ringwall.sdk.plugin.IdentitySink;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The way into an engine that writes down what it is told of who holds which address. */
final class Told implements IdentitySink {
  private final EventJson json = new EventJson();
  private final List<ContainerEvent> containers = new ArrayList<>();
  private final List<String> lines = new ArrayList<>();
  private final List<String> breaches = new ArrayList<>();
  private int completions;

  @Override
  public synchronized void container(ContainerEvent started, @Nullable Instant until) {
    containers.add(started);
    lines.add("container " + json.write(started) + " until " + until);
    if (started.action() != ContainerAction.START) {
      breaches.add("a container was told by a " + started.action() + " event; expected START");
    }
    if (until != null && until.isBefore(started.time())) {
      breaches.add(
          "a container ended at %s, before it started at %s".formatted(until, started.time()));
    }
    notifyAll();
  }

  @Override
  public synchronized void network(String name, AddressBlock block, @Nullable IpAddress gateway) {
    lines.add("network " + name + " " + block + " " + gateway);
    if (gateway != null && !block.contains(gateway)) {
      breaches.add("the gateway %s of network '%s' is not in %s".formatted(gateway, name, block));
    }
  }

  @Override
  public synchronized void hostAddress(IpAddress address, String host) {
    lines.add("host " + host + " " + address);
  }

  @Override
  public synchronized void service(IpAddress address, ServiceRef service) {
    lines.add("service " + service + " " + address);
  }

  @Override
  public synchronized void complete() {
    completions++;
    lines.add("complete");
    notifyAll();
  }

  /** Waits until all that is known at the start was told. */
  synchronized void awaitComplete(Duration deadline) throws InterruptedException {
    long end = System.nanoTime() + deadline.toNanos();
    while (completions == 0 && System.nanoTime() < end) {
      wait(100);
    }
    if (completions == 0) {
      throw new AssertionError("complete() was not called");
    }
  }

  /** Waits until this container was told. */
  synchronized void awaitContainer(String id, Duration deadline) throws InterruptedException {
    long end = System.nanoTime() + deadline.toNanos();
    while (!ids().contains(id) && System.nanoTime() < end) {
      wait(100);
    }
    if (!ids().contains(id)) {
      throw new AssertionError("container " + id + " was not told; told were " + ids());
    }
  }

  synchronized List<String> ids() {
    return containers.stream().map(one -> one.workload().containerId()).toList();
  }

  synchronized List<Event> events() {
    return List.copyOf(containers);
  }

  synchronized List<String> lines() {
    return List.copyOf(lines);
  }

  synchronized List<String> breaches() {
    return List.copyOf(breaches);
  }

  synchronized int completions() {
    return completions;
  }
}

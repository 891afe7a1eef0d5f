package io.ringwall.engine.identity;

import io.ringwall.sdk.event.ContainerEvent;
import io.ringwall.sdk.event.ContainerSecurity;
import io.ringwall.sdk.event.IpAddress;
import io.ringwall.sdk.event.NetworkAttachment;
import io.ringwall.sdk.event.ProcessEvent;
import io.ringwall.sdk.event.Workload;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What containers' events make of containers: they start, join networks, are given addresses, have
 * exec sessions, end. One thread, the dispatcher, writes.
 */
final class ContainerLives {
  private final IdentityLimits limits;
  private final Containers containers;
  private final AddressTable addresses;
  private final NameTable names;
  private final SocketOwners sockets;
  private volatile long ownPid;

  /** Writes into these tables. */
  ContainerLives(
      IdentityLimits limits,
      Containers containers,
      AddressTable addresses,
      NameTable names,
      SocketOwners sockets) {
    this.sockets = sockets;
    this.limits = limits;
    this.containers = containers;
    this.addresses = addresses;
    this.names = names;
  }

  /** The main process of a container is this, which is never told from the host. */
  void askedBy(long pid) {
    ownPid = pid;
  }

  /**
   * The event completed, after what it tells was written; null for a START that another source told
   * already. Dispatcher only.
   */
  @Nullable ContainerEvent apply(ContainerEvent event, long order) {
    return switch (event.action()) {
      case START -> start(event, order);
      case DIE, DESTROY -> end(event, order);
      case NETWORK_CONNECT -> connect(event, order);
      case NETWORK_DISCONNECT -> disconnect(event, order);
      case RENAME -> rename(event);
      case EXEC_CREATE, EXEC_START, EXEC_DIE -> exec(event);
      default -> known(event);
    };
  }

  private @Nullable ContainerEvent start(ContainerEvent event, long order) {
    ContainerEvent first = begin(event, order);
    Container started = containers.find(event.workload().containerId());
    if (started != null) {
      sockets.known(started.known(), order);
    }
    return first;
  }

  private @Nullable ContainerEvent begin(ContainerEvent event, long order) {
    Containers.Expected expected = containers.expected(event);
    ContainerEvent started =
        expected == null || expected.started().equals(event)
            ? event
            : Completed.enriched(event, expected.started());
    Workload workload = Completed.onHost(started.workload(), event.host());
    if (started.security() instanceof ContainerSecurity security
        && security.hostNetwork()
        && (workload.pid() == 0 || workload.pid() != ownPid)) {
      sockets.shares(workload.containerId(), order);
    }
    Container container = containers.find(workload.containerId());
    if (container != null && Containers.sameStart(container.startedAt(), event.time())) {
      if (container.holdings().isEmpty()) {
        container.known(new KnownWorkload(richer(container.known().workload(), workload)));
        give(container, attachments(started), event.time(), order, expected);
      }
      return null;
    }
    if (container == null) {
      container = containers.add(new Container(new KnownWorkload(workload), limits));
    } else {
      finish(container, event.time(), order);
      container.known(new KnownWorkload(richer(container.known().workload(), workload)));
    }
    container.startedAt(event.time());
    give(container, attachments(started), event.time(), order, expected);
    return Completed.with(started, container.known().workload());
  }

  /** The container of an event; one of which only a process was seen by now becomes known by it. */
  private Container told(ContainerEvent event) {
    Workload workload = Completed.onHost(event.workload(), event.host());
    Container container = containers.find(workload.containerId());
    if (container == null) {
      return containers.add(new Container(new KnownWorkload(workload), limits));
    }
    if (container.known().workload().image() == null && workload.image() != null) {
      container.known(new KnownWorkload(workload));
    }
    return container;
  }

  /** Logs tell less than inventories; what both tell is taken from the later one. */
  private static Workload richer(Workload known, Workload told) {
    boolean less = told.networks().isEmpty() && told.labels().isEmpty() && told.image() == null;
    return less ? known : told;
  }

  private static List<NetworkAttachment> attachments(ContainerEvent event) {
    return event.networks().isEmpty() ? event.workload().networks() : event.networks();
  }

  private void give(
      Container container,
      List<NetworkAttachment> attachments,
      Instant time,
      long order,
      Containers.@Nullable Expected expected) {
    boolean assumed = false;
    List<NetworkAttachment> given = attachments;
    Instant until = expected == null ? null : expected.until();
    if (given.isEmpty() && expected == null) {
      given = containers.elsewhere(container.known().workload().containerId());
      assumed = true;
    }
    for (NetworkAttachment attachment : given) {
      for (IpAddress address : addresses(attachment)) {
        Holding holding =
            new Holding(
                address,
                container.known(),
                order,
                container.joinedAt(),
                time,
                until,
                assumed,
                attachment.name());
        if (assumed && addresses.find(address, time, time, order) != null) {
          continue;
        }
        addresses.give(address, holding);
        container.holdings().add(holding);
      }
    }
  }

  /** Its addresses, and the link-local one that Linux makes of its hardware address (RFC 4291). */
  private static Set<IpAddress> addresses(NetworkAttachment attachment) {
    Set<IpAddress> all = new HashSet<>(attachment.addresses());
    IpAddress local = LinkLocal.of(attachment.mac());
    if (local != null) {
      all.add(local);
    }
    return all;
  }

  private void release(Container container, Predicate<Holding> which, Instant time, long order) {
    for (Holding holding : new ArrayList<>(container.holdings())) {
      if (which.test(holding)) {
        addresses.take(holding, order, time);
        container.holdings().remove(holding);
        names.forget(Asker.address(holding.address()), order);
      }
    }
  }

  /** A life of the container is over: it holds nothing and knows no names any more. */
  private void finish(Container container, Instant time, long order) {
    release(container, _ -> true, time, order);
    names.forget(Asker.container(container.known().workload().containerId()), order);
  }

  private ContainerEvent end(ContainerEvent event, long order) {
    Container container = containers.find(event.workload().containerId());
    if (container == null) {
      return known(event);
    }
    finish(container, event.time(), order);
    sockets.ended(container.known().workload().containerId(), order);
    container.startedAt(null);
    container.joinedAt(Instant.MIN);
    containers.ended(container);
    return Completed.with(event, container.known().workload());
  }

  private ContainerEvent connect(ContainerEvent event, long order) {
    Container container = told(event);
    if (container.startedAt() == null) {
      container.joinedAt(event.time());
    }
    Set<IpAddress> held = new HashSet<>();
    container.holdings().forEach(holding -> held.add(holding.address()));
    List<NetworkAttachment> joined = new ArrayList<>();
    for (NetworkAttachment attachment : event.networks()) {
      if (!held.containsAll(attachment.addresses())) {
        joined.add(attachment);
      }
    }
    if (!joined.isEmpty()) {
      List<NetworkAttachment> all = new ArrayList<>(container.known().workload().networks());
      joined.stream().filter(attachment -> !all.contains(attachment)).forEach(all::add);
      Workload now = Completed.copy(container.known().workload()).networks(all).build();
      container.known(new KnownWorkload(now));
      give(container, joined, event.time(), order, null);
    }
    return Completed.with(event, container.known().workload());
  }

  private ContainerEvent disconnect(ContainerEvent event, long order) {
    Container container = containers.find(event.workload().containerId());
    if (container == null) {
      return known(event);
    }
    for (NetworkAttachment left : event.networks()) {
      release(
          container,
          holding ->
              left.addresses().contains(holding.address()) || left.name().equals(holding.network()),
          event.time(),
          order);
    }
    return Completed.with(event, container.known().workload());
  }

  private ContainerEvent rename(ContainerEvent event) {
    Container container = containers.find(event.workload().containerId());
    if (container == null || event.workload().name().isEmpty()) {
      return known(event);
    }
    Workload now =
        Completed.copy(container.known().workload()).name(event.workload().name()).build();
    container.known(new KnownWorkload(now));
    return Completed.with(event, now);
  }

  private ContainerEvent exec(ContainerEvent event) {
    Container container = told(event);
    ExecSessions.Session session = container.sessions().apply(event);
    ContainerEvent named = Completed.with(event, workload(container, event.workload()));
    return session == null ? named : Completed.with(named, session.told(), session.probe());
  }

  private ContainerEvent known(ContainerEvent event) {
    Workload workload = complete(event.workload(), event.host());
    return workload == null ? event : Completed.with(event, workload);
  }

  /** The event with its container and its exec session, health probes marked. Dispatcher only. */
  ProcessEvent complete(ProcessEvent event) {
    Workload stub = event.workload();
    if (stub == null) {
      return event;
    }
    Container container = containers.find(stub.containerId());
    if (container == null) {
      container =
          containers.add(
              new Container(new KnownWorkload(Completed.onHost(stub, event.host())), limits));
    }
    ExecSessions.Session session = container.sessions().link(event);
    boolean probe = event.healthProbe() || session != null && session.probe();
    return Completed.with(
        event, workload(container, stub), session == null || probe ? null : session.told(), probe);
  }

  /** What is known of the container; a source's own word on it where nothing better is. */
  private static Workload workload(Container container, Workload stub) {
    Workload known = container.known().workload();
    boolean better = known.image() != null || stub.image() == null;
    return better ? known : stub;
  }

  /** The container of which a source knew nothing but the id; null where an inventory did not. */
  @Nullable KnownWorkload known(Workload stub) {
    Container container = containers.find(stub.containerId());
    return container == null || container.known().workload().image() == null
        ? null
        : container.known();
  }

  /** What is known of the container that a source names; null for none. Any thread. */
  @Nullable Workload complete(@Nullable Workload stub, String onHost) {
    if (stub == null) {
      return null;
    }
    Container container = containers.find(stub.containerId());
    return container == null ? Completed.onHost(stub, onHost) : workload(container, stub);
  }
}

package io.ringwall.engine.identity;

import io.ringwall.sdk.event.AddressBlock;
import io.ringwall.sdk.event.AddressPair;
import io.ringwall.sdk.event.Certainty;
import io.ringwall.sdk.event.ContainerEvent;
import io.ringwall.sdk.event.CustomEvent;
import io.ringwall.sdk.event.DnsExchange;
import io.ringwall.sdk.event.Endpoint;
import io.ringwall.sdk.event.Event;
import io.ringwall.sdk.event.FileEvent;
import io.ringwall.sdk.event.Flow;
import io.ringwall.sdk.event.HttpExchange;
import io.ringwall.sdk.event.IpAddress;
import io.ringwall.sdk.event.ProcessEvent;
import io.ringwall.sdk.event.Protocol;
import io.ringwall.sdk.event.ServiceRef;
import io.ringwall.sdk.event.Workload;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who held which address when, and what each client called it.
 *
 * <p>One thread, the dispatcher, calls {@link #waitsUntil} and {@link #apply}, for each event in
 * order and before any later event is handed on. Any thread resolves and completes events as of
 * their order, without locks: what was applied later in order is not seen, however far ahead the
 * dispatcher has written, so the answers do not depend on timing. Facts that no event carries
 * ({@link #network}, {@link #hostAddress}, {@link #service}, {@link #expect}) may be told by any
 * thread; in a replay, before the first event.
 */
public final class Identity {
  private final String host;
  private final AddressTable addresses;
  private final NameTable names;
  private final Containers containers;
  private final ContainerLives lives;
  private final SocketOwners sockets = new SocketOwners();
  private volatile Networks networks = Networks.NONE;

  /**
   * @param host the name of the host whose container networks' gateways are told
   * @param limits how much is remembered
   */
  public Identity(String host, IdentityLimits limits) {
    this.host = host;
    this.addresses = new AddressTable(limits.addresses(), limits.holdingsPerAddress());
    this.names = new NameTable(limits.clients(), limits.targetsPerClient());
    this.containers = new Containers(limits.containers());
    this.lives = new ContainerLives(limits, containers, addresses, names, sockets);
  }

  /** A network that containers live in; its gateway is an address of the host. */
  public synchronized void network(String name, AddressBlock block, @Nullable IpAddress gateway) {
    networks = networks.withBlock(block);
    if (gateway != null) {
      networks = networks.withHost(gateway, host);
    }
  }

  /** An address of a host. */
  public synchronized void hostAddress(IpAddress address, String name) {
    networks = networks.withHost(address, name);
  }

  /**
   * The number on the host of the process that asks all this, where it has one. What its own
   * container connects need not be told from what the host does. In a replay, nobody says so.
   */
  public void askedBy(long pid) {
    lives.askedBy(pid);
  }

  /** A virtual address of a service. */
  public synchronized void service(IpAddress address, ServiceRef service) {
    networks = networks.withService(address, service);
  }

  /**
   * An inventory knows this start, and that the container ended at {@code until}. It takes effect
   * when the start itself, or a log's event of the same start, is applied.
   */
  public void expect(ContainerEvent started, @Nullable Instant until) {
    containers.expect(started, until);
  }

  /**
   * Until when this event should be held back because an end of it lies in a container network and
   * nobody is known to have held it, or is the host's or a container's that shares its network;
   * null when it need not wait. Dispatcher only; an event that waits is asked about again when
   * containers, or {@linkplain #news whose sockets are}, were applied.
   */
  public @Nullable Instant waitsUntil(Event event) {
    Networks now = networks;
    if (event instanceof Flow flow) {
      Instant until =
          now.blocks().isEmpty()
              ? null
              : waitsUntil(now, flow.originator(), flow.responder(), begun(flow), flow.time());
      return until == null && !sockets.idle() ? untilTold(now, flow) : until;
    }
    if (now.blocks().isEmpty()) {
      return null;
    }
    return event instanceof HttpExchange http
        ? waitsUntil(now, http.originator(), http.responder(), http.time(), http.time())
        : null;
  }

  private @Nullable Instant waitsUntil(
      Networks now, Endpoint one, Endpoint other, Instant begun, Instant seen) {
    boolean unknown =
        isUnknown(now, one, null, begun, seen) || isUnknown(now, other, one, begun, seen);
    Instant deadline = begun.plus(AddressTable.LATENESS);
    return unknown && !seen.isAfter(deadline) ? deadline : null;
  }

  /** The process of a socket is told a moment after its packets. */
  private @Nullable Instant untilTold(Networks now, Flow flow) {
    Instant begun = begun(flow);
    Instant deadline = begun.plus(AddressTable.LATENESS);
    boolean waits =
        flow.process() == null
            && !flow.time().isAfter(deadline)
            && (isUntold(now, flow, flow.originator(), null, begun)
                || isUntold(now, flow, flow.responder(), flow.originator(), begun));
    return waits ? deadline : null;
  }

  private boolean isUntold(
      Networks now, Flow flow, Endpoint end, @Nullable Endpoint peer, Instant begun) {
    if (end.workload() != null || now.host(end.address()) == null) {
      return false;
    }
    SocketOwners.Word word = sockets.find(end, peer, begun, Long.MAX_VALUE);
    return isAwaited(word, flow, Long.MAX_VALUE);
  }

  /** May it yet be told whose this is. */
  private boolean isAwaited(SocketOwners.@Nullable Word word, Event event, long order) {
    if (word != null) {
      return sockets.awaited(word, order);
    }
    return event instanceof Flow flow
        && flow.protocol() == Protocol.TCP
        && !flow.preExisting()
        && sockets.awaited(order);
  }

  private boolean isUnknown(
      Networks now, Endpoint end, @Nullable Endpoint peer, Instant begun, Instant seen) {
    IpAddress address = end.address();
    if (end.workload() != null && !isYetToBeKnown(end.workload())
        || !now.inside(address)
        || now.host(address) != null
        || now.services().containsKey(address)) {
      return false;
    }
    Holder holder = addresses.find(address, begun, seen, Long.MAX_VALUE);
    return (holder == null || holder.certainty() == Certainty.GUESSED)
        && bySocket(end, peer, begun, Long.MAX_VALUE) == null;
  }

  /** Was only its id told, though there is an inventory which will tell what it is. */
  private boolean isYetToBeKnown(Workload told) {
    return SocketOwners.isStub(told) && lives.known(told) == null && sockets.isInventoried();
  }

  /** The container whose process has the socket, where its source sees that. */
  private @Nullable Holder bySocket(
      Endpoint end, @Nullable Endpoint peer, Instant begun, long order) {
    SocketOwners.Word word = sockets.find(end, peer, begun, order);
    return word != null && word.member() instanceof KnownWorkload member
        ? Holder.container(member, Certainty.CONFIRMED)
        : null;
  }

  /**
   * Takes in what an event tells of containers, names and processes, and returns it completed by
   * what depends on order alone: its container, its exec session, health probes marked. Dispatcher
   * only.
   *
   * @param order the event's order, greater than any before
   * @return the event to be handed on, or null for a START that was already told by another source
   */
  public @Nullable Event apply(Event event, long order) {
    if (event instanceof Flow flow) {
      hear(flow, order);
      return event;
    }
    if (event instanceof DnsExchange dns) {
      names.learn(dns, asker(dns, order), order);
      return event;
    }
    if (event instanceof ContainerEvent container) {
      return lives.apply(container, order);
    }
    if (event instanceof ProcessEvent process) {
      return lives.complete(process);
    }
    if (event instanceof FileEvent file) {
      Workload workload = lives.complete(file.workload(), file.host());
      return workload == null || workload.equals(file.workload())
          ? file
          : Completed.with(file, workload);
    }
    return event;
  }

  /** Whose the sockets of a connection are, where its source sees that. */
  private void hear(Flow flow, long order) {
    Workload from = flow.originator().workload();
    Workload to = flow.responder().workload();
    if (flow.process() == null && from == null && to == null) {
      return;
    }
    sockets.seesProcesses(order);
    if (from != null && SocketOwners.isStub(from) && !isHeldBy(from, flow, flow.originator())) {
      tell(flow, flow.originator(), null, from, order);
    }
    if (to != null && SocketOwners.isStub(to) && !isHeldBy(to, flow, flow.responder())) {
      tell(flow, flow.responder(), flow.originator(), to, order);
    }
    boolean ofNone = flow.process() != null && from == null && !sockets.idle();
    if (ofNone && networks.host(flow.originator().address()) != null) {
      tell(flow, flow.originator(), null, null, order);
    }
  }

  /** Most containers are known by their addresses before they connect to anybody. */
  private boolean isHeldBy(Workload stub, Flow flow, Endpoint end) {
    Holder holder = addresses.find(end.address(), begun(flow), flow.time(), Long.MAX_VALUE);
    return holder != null
        && holder.certainty() == Certainty.CONFIRMED
        && holder.member() instanceof KnownWorkload member
        && member.workload().containerId().equals(stub.containerId());
  }

  private void tell(
      Flow flow, Endpoint end, @Nullable Endpoint peer, @Nullable Workload stub, long order) {
    String id = stub == null ? null : stub.containerId();
    sockets.tell(end, peer, begun(flow), id, stub == null ? null : lives.known(stub), order);
  }

  /** How often it was told whose a socket is. Dispatcher only. */
  public long news() {
    return sockets.news();
  }

  /** A container resolves for all its addresses; what nobody is known to hold, for itself. */
  private Asker asker(DnsExchange dns, long order) {
    IpAddress address = dns.originator().address();
    Holder holder = container(address, dns.time(), dns, order);
    if (holder == null || holder.certainty() == Certainty.GUESSED || holder.member() == null) {
      return Asker.address(address);
    }
    return Asker.container(holder.member().workload().containerId());
  }

  /** Who began the flow, as of this order. */
  public ResolvedEndpoint originator(Flow flow, long order) {
    return resolve(flow.originator(), null, begun(flow), flow, order, List.of());
  }

  /** With whom, and by which names the originator knew it, as of this order. */
  public ResolvedEndpoint responder(Flow flow, ResolvedEndpoint originator, long order) {
    List<String> called = called(originator, flow.responder().address(), order);
    AddressPair original = flow.original();
    if (original == null) {
      return resolve(flow.responder(), flow.originator(), begun(flow), flow, order, called);
    }
    // It is known by what the address that was asked for is called.
    List<String> asked = called(originator, original.responder(), order);
    List<String> all = Stream.concat(asked.stream(), called.stream()).distinct().toList();
    return resolve(flow.responder(), flow.originator(), begun(flow), flow, order, all)
        .behind(networks.services().get(original.responder()));
  }

  private List<String> called(ResolvedEndpoint by, IpAddress address, long order) {
    KnownWorkload client = by.member();
    return names.names(
        client == null ? null : client.workload().containerId(), by.address(), address, order);
  }

  /** A source may report a flow long after it began; it cannot have begun after its event. */
  private static Instant begun(Flow flow) {
    return flow.start().isBefore(flow.time()) ? flow.start() : flow.time();
  }

  /**
   * The event with its ends resolved as of this order, and its flow called as the engine calls it.
   * Flows are resolved once for their whole life, by {@link #originator} and {@link #responder};
   * they are returned as they are.
   *
   * @param flows knows the flows that exchanges belong to
   */
  public Event complete(Event event, long order, FlowNames flows) {
    if (event instanceof DnsExchange dns) {
      return Completed.with(
          dns,
          resolve(dns.originator(), null, dns.time(), dns, order, List.of()),
          resolve(dns.responder(), dns.originator(), dns.time(), dns, order, List.of()),
          flowId(flows, dns.originator(), dns, dns.flowId()));
    }
    if (event instanceof HttpExchange http) {
      ResolvedEndpoint from = resolve(http.originator(), null, http.time(), http, order, List.of());
      List<String> called = called(from, http.responder().address(), order);
      return Completed.with(
          http,
          from,
          resolve(http.responder(), http.originator(), http.time(), http, order, called),
          flowId(flows, http.originator(), http, http.flowId()));
    }
    return event instanceof CustomEvent custom ? complete(custom, order) : event;
  }

  /** The event with its ends resolved as of this order, its flow called as its source calls it. */
  public Event complete(Event event, long order) {
    return complete(event, order, (_, _, _) -> null);
  }

  /**
   * The event completed by what is known at this moment; nothing is learned from it, and nothing
   * waited for. Any thread, without locks.
   */
  public Event glimpse(Event event) {
    return switch (event) {
      case ProcessEvent process ->
          Completed.with(
              process,
              lives.complete(process.workload(), process.host()),
              process.execSession(),
              process.healthProbe());
      case FileEvent file -> {
        Workload workload = lives.complete(file.workload(), file.host());
        yield workload == null ? file : Completed.with(file, workload);
      }
      default -> complete(event, Long.MAX_VALUE);
    };
  }

  private static @Nullable String flowId(
      FlowNames flows, Endpoint originator, Event event, @Nullable String called) {
    String merged = called == null ? null : flows.flowId(originator, event.source(), called);
    return merged == null ? called : merged;
  }

  private CustomEvent complete(CustomEvent event, long order) {
    Endpoint from = event.originator();
    Endpoint to = event.responder();
    if (from == null && to == null) {
      return event;
    }
    ResolvedEndpoint by =
        from == null ? null : resolve(from, null, event.time(), event, order, List.of());
    List<String> called = by == null || to == null ? List.of() : called(by, to.address(), order);
    return Completed.with(
        event,
        event.workload(),
        by,
        to == null ? null : resolve(to, from, event.time(), event, order, called));
  }

  /**
   * Who is at an end of a connection.
   *
   * @param peer the other end where that one began; null at the end of who began
   */
  private ResolvedEndpoint resolve(
      Endpoint end,
      @Nullable Endpoint peer,
      Instant begun,
      Event event,
      long order,
      List<String> called) {
    List<String> all = called.isEmpty() ? end.dnsNames() : called;
    return new ResolvedEndpoint(end, holder(end, peer, begun, event, order), all);
  }

  private Holder holder(
      Endpoint end, @Nullable Endpoint peer, Instant begun, Event event, long order) {
    IpAddress address = end.address();
    Holder container = container(address, begun, event, order);
    if (container != null && container.certainty() == Certainty.CONFIRMED) {
      return container;
    }
    Networks now = networks;
    boolean inside = now.inside(address);
    Holder seen = inside ? bySocket(end, peer, begun, order) : null;
    if (seen != null) {
      return seen;
    }
    if (container != null) {
      return container;
    }
    String hostName = now.host(address);
    if (end.workload() instanceof Workload told
        && (hostName == null || !SocketOwners.isStub(told))) {
      return Holder.container(
          new KnownWorkload(Completed.onHost(told, event.host())),
          sockets.awaited(sockets.find(end, peer, begun, order), order)
              ? Certainty.GUESSED
              : Certainty.CONFIRMED);
    }
    ServiceRef service = now.services().get(address);
    if (service != null) {
      return Holder.service(service);
    }
    if (hostName != null) {
      return sockets.idle()
          ? Holder.host(hostName)
          : ofHost(hostName, end, peer, begun, event, order);
    }
    if (address.isLoopback()) {
      return Holder.host(event.host());
    }
    return inside ? Holder.NOBODY : Holder.EXTERNAL;
  }

  /** An address of the host is that of the containers, too, that share its network. */
  private Holder ofHost(
      String name, Endpoint end, @Nullable Endpoint peer, Instant begun, Event event, long order) {
    SocketOwners.Word word =
        event instanceof HttpExchange && peer != null
            ? sockets.findAccepted(end, peer, begun, order)
            : sockets.find(end, peer, begun, order);
    if (word != null && word.member() instanceof KnownWorkload member) {
      return Holder.container(member, Certainty.CONFIRMED);
    }
    boolean young = !event.time().isAfter(begun.plus(SocketOwners.GUESSED));
    return young && isAwaited(word, event, order) ? Holder.perhapsHost(name) : Holder.host(name);
  }

  private @Nullable Holder container(IpAddress address, Instant begun, Event event, long order) {
    Holder holder = addresses.find(address, begun, event.time(), order);
    return holder != null || address.zone() == null
        ? holder
        : addresses.find(new IpAddress(address.high(), address.low()), begun, event.time(), order);
  }

  /** How often a container has left an address; what was taken for it then may be wrong. */
  public long departures() {
    return addresses.departures();
  }

  /** Addresses of names that were forgotten for want of room. */
  public long namesEvicted() {
    return names.evicted();
  }

  /** Ended containers that were forgotten for want of room. */
  public long containersForgotten() {
    return containers.forgotten();
  }

  /** Earlier holders of addresses that were forgotten for want of room. */
  public long holdingsForgotten() {
    return addresses.forgotten();
  }
}

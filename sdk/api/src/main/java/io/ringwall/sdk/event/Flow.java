package io.ringwall.sdk.event;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A connection, at one moment of its life. Several events share one {@link #flowId()}; they come in
 * the order of {@link FlowPhase}.
 *
 * <p>A source reports what it saw; the engine merges what several sources saw of one connection,
 * resolves both ends, looks up the edge, and marks one event of each flow as settled.
 */
@ProviderType
public interface Flow extends Event {
  /**
   * The flow's id, the same in all its events. Of the source until the engine has merged its
   * witnesses.
   */
  String flowId();

  /** Where in its life the flow stands. */
  FlowPhase phase();

  /**
   * Did the responder answer by now: payload or RST, a datagram back, or an ICMP error. A handshake
   * is no answer.
   */
  boolean answered();

  /**
   * Is this the one event at which the flow is judged as a whole: answered, ended, or five seconds
   * old; set by the engine.
   */
  boolean settled();

  /**
   * Settled, and the responder gave nothing: TCP without a payload byte from it, others without a
   * datagram back; set by the engine.
   */
  boolean unproductive();

  /** Who sent the first packet. */
  Endpoint originator();

  /** Who it was sent to, after translation. */
  Endpoint responder();

  /** Both ends before translation, where they differ. */
  @Nullable AddressPair original();

  /**
   * Both ends as packets carry them once the originator's is translated, too, as by masquerading;
   * absent where it is not.
   */
  @Nullable AddressPair masqueraded();

  /** Protocol above IP. */
  Protocol protocol();

  /** IP protocol number; -1 for ARP. */
  int protocolNumber();

  /** ICMP type of the first packet. */
  @Nullable Integer icmpType();

  /** ICMP code of the first packet. */
  @Nullable Integer icmpCode();

  /** State as of this event. */
  ConnectionState state();

  /** Zeek's history letters: capital ones are the originator's. */
  String history();

  /** Time of the first packet. */
  Instant start();

  /** Time of the last packet, once closed. */
  @Nullable Instant end();

  /** What was exchanged by now; absent when not measured. */
  @Nullable Traffic traffic();

  /** Seen from the estate; set by the engine. */
  Direction direction();

  /** Application protocol, lower-case: http, tls, dns, postgresql, mongodb, … */
  @Nullable String applicationProtocol();

  /** What that was concluded from. */
  IdentifiedBy identifiedBy();

  /** TLS handshake, once seen. */
  @Nullable Tls tls();

  /** Host of the first HTTP request. */
  @Nullable String httpHost();

  /** Community ID v1 (Corelight), computed on each call. */
  default CommunityId communityId() {
    return CommunityId.of(this);
  }

  /** Who saw the flow by now. */
  List<Witness> witnesses();

  /** The process that owns the local socket. */
  @Nullable ProcessRef process();

  /** The container network's own word. */
  @Nullable NetworkVerdict networkVerdict();

  /** Clients before the originator, as proxies on the way reported them, nearest first. */
  List<IpAddress> clientChain();

  /** Does it only lead to or from a mesh's proxy of the same pod. */
  boolean sidecar();

  /** Are both ends workloads of different namespaces. */
  default boolean crossNamespace() {
    return originator().workload() instanceof Workload from
        && responder().workload() instanceof Workload to
        && !from.namespace().equals(to.namespace());
  }

  /** Had it begun before its source looked. */
  boolean preExisting();

  /**
   * The edge it runs on, with the edge's state; set by the engine, absent on an event that no
   * engine has seen.
   */
  @Nullable EdgeRef edge();

  /**
   * Starts a new Flow.
   *
   * @param origin host, source and epoch of the record
   * @param sequence the record's position in that epoch, as the source defines it
   * @param time when it happened
   */
  static FlowBuilder builder(Origin origin, long sequence, Instant time) {
    return new FlowBuilder(origin, sequence, time);
  }
}

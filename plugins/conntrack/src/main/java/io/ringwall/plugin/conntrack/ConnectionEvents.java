package io.ringwall.plugin.conntrack;

import io.ringwall.kernel.TcpTracking;
import io.ringwall.kernel.TrackedConnection;
import io.ringwall.sdk.event.AddressPair;
import io.ringwall.sdk.event.ConnectionState;
import io.ringwall.sdk.event.Endpoint;
import io.ringwall.sdk.event.Flow;
import io.ringwall.sdk.event.FlowBuilder;
import io.ringwall.sdk.event.FlowPhase;
import io.ringwall.sdk.event.IpAddress;
import io.ringwall.sdk.event.Origin;
import io.ringwall.sdk.event.Protocol;
import io.ringwall.sdk.event.Traffic;
import io.ringwall.sdk.event.Witness;
import io.ringwall.sdk.plugin.SourceContext;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes events of connections. */
final class ConnectionEvents {
  private static final int TCP = 6;
  private static final int UDP = 17;
  private static final int IPV4_HEADER = 20;
  private static final int IPV6_HEADER = 40;
  private static final int SHORT_HEADER = 8;

  /** With the time stamps that Linux's TCP sends. */
  private static final int TCP_HEADER = 32;

  /** What the options of a SYN take beyond that. */
  private static final int SYN_OPTIONS = 8;

  private final Origin origin;
  private final String epoch;
  private final List<Witness> witnesses;
  private long sequence;

  ConnectionEvents(SourceContext context) {
    this.epoch = context.startEpoch();
    this.origin = context.origin(epoch);
    this.witnesses = List.of(new Witness(context.name(), null, null));
  }

  /**
   * An event of a connection.
   *
   * @param last what the kernel told of it last; absent when it is gone without a word
   */
  Flow event(Followed followed, FlowPhase phase, @Nullable TrackedConnection last, Instant time) {
    Ends ends = followed.ends();
    FlowBuilder event =
        Flow.builder(origin, sequence++, time)
            .flowId(epoch + "/" + followed.number())
            .phase(phase)
            .originator(end(ends.from(), ends.icmp() ? 0 : ends.fromPort()))
            .responder(end(ends.behind(), ends.icmp() ? 0 : ends.behindPort()))
            .protocol(protocol(ends.protocol()))
            .protocolNumber(ends.protocol())
            .start(followed.start().isAfter(time) ? time : followed.start())
            .preExisting(followed.preExisting())
            .witnesses(witnesses);
    if (ends.translated()) {
      event.original(
          new AddressPair(
              ends.from(),
              ends.icmp() ? 0 : ends.fromPort(),
              ends.to(),
              ends.icmp() ? 0 : ends.toPort()));
    }
    if (ends.masqueraded()) {
      event.masqueraded(
          new AddressPair(
              ends.mask(),
              ends.icmp() ? 0 : ends.maskPort(),
              ends.behind(),
              ends.icmp() ? 0 : ends.behindPort()));
    }
    if (ends.icmp()) {
      event.icmpType(ends.fromPort()).icmpCode(ends.toPort());
    }
    if (ends.zone() != 0) {
      event.attributes(Map.of("zone", (long) ends.zone()));
    }
    if (phase == FlowPhase.CLOSE) {
      event.end(time);
    }
    if (last != null) {
      Traffic traffic = traffic(ends, last);
      event.state(state(phase, last)).traffic(traffic).answered(answered(last, traffic));
    }
    return event.build();
  }

  private static Endpoint end(IpAddress address, int port) {
    return Endpoint.builder().address(address).port(port).build();
  }

  private static Protocol protocol(int number) {
    return switch (number) {
      case 1 -> Protocol.ICMP;
      case TCP -> Protocol.TCP;
      case UDP -> Protocol.UDP;
      case 47 -> Protocol.GRE;
      case 50 -> Protocol.ESP;
      case 58 -> Protocol.ICMPV6;
      case 132 -> Protocol.SCTP;
      default -> Protocol.OTHER;
    };
  }

  /** A handshake is no answer; what is refused at once is. */
  private static boolean answered(TrackedConnection last, @Nullable Traffic traffic) {
    if (last.protocol() != TCP) {
      return last.replied();
    }
    return refused(last) || traffic != null && traffic.responderBytes() > 0;
  }

  private static boolean refused(TrackedConnection last) {
    return last.tcp() == TcpTracking.CLOSE && !last.assured();
  }

  private static ConnectionState state(FlowPhase phase, TrackedConnection last) {
    if (last.protocol() != TCP) {
      return last.replied() ? ConnectionState.SF : ConnectionState.S0;
    }
    if (refused(last)) {
      return ConnectionState.REJ;
    }
    if (!last.assured()) {
      return ConnectionState.S0;
    }
    return switch (last.tcp()) {
      case TIME_WAIT -> ConnectionState.SF;
      // Reset, though nobody says by whom.
      case CLOSE -> ConnectionState.UNKNOWN;
      default -> phase == FlowPhase.CLOSE ? ConnectionState.UNKNOWN : ConnectionState.S1;
    };
  }

  /**
   * The kernel counts bytes from the IP header on; flows count payload. Headers have the length
   * that Linux gives them, so that this is what was sent, or somewhat less.
   */
  private static @Nullable Traffic traffic(Ends ends, TrackedConnection last) {
    TrackedConnection.Counted sent = last.sent();
    TrackedConnection.Counted back = last.answered();
    if (sent == null || back == null) {
      return null;
    }
    return new Traffic(
        payload(ends, last, sent), sent.packets(), payload(ends, last, back), back.packets(), 0);
  }

  private static long payload(
      Ends ends, TrackedConnection last, TrackedConnection.Counted counted) {
    boolean tcp = ends.protocol() == TCP;
    if (tcp && !last.assured()) {
      return 0;
    }
    int header = ends.from().isIpv4() ? IPV4_HEADER : IPV6_HEADER;
    header += tcp ? TCP_HEADER : ends.protocol() == UDP || ends.icmp() ? SHORT_HEADER : 0;
    return Math.max(0, counted.bytes() - header * counted.packets() - (tcp ? SYN_OPTIONS : 0));
  }
}

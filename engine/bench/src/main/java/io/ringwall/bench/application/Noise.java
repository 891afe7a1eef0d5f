package io.ringwall.bench.application;

import static io.ringwall.bench.application.Timeline.SECOND;

import io.ringwall.bench.packet.DnsMessage;
import io.ringwall.bench.packet.Housekeeping;
import io.ringwall.bench.packet.IcmpTalk;
import io.ringwall.bench.packet.Speech;
import io.ringwall.bench.packet.Station;
import io.ringwall.bench.packet.TcpTalk;
import io.ringwall.bench.packet.UdpTalk;
import io.ringwall.sdk.event.IpAddress;
import java.util.List;

/** Calls that come to nothing, and parts of calls: none of them teaches. */
final class Noise {
  private final Draw draw;
  private final Traffic traffic;

  /** What can be seen of a call that did not succeed, or not whole. */
  enum Kind {
    RESET,
    UNREACHABLE,
    SILENCE,
    HALF_OPEN,
    ABORTED,
    SYN_ACK_ALONE,
    MIDDLE_ONE_WAY,
    STALE,
    UDP_ANSWERS,
    UDP_FEW,
    UDP_REFUSED,
    UDP_REFUSED_LATE,
    DNS_UNANSWERED,
    ECHO_UNANSWERED,
    ECHO_REPLY_ALONE;

    boolean isTcp() {
      return !isUdp() && !isEcho();
    }

    boolean isUdp() {
      return switch (this) {
        case UDP_ANSWERS, UDP_FEW, UDP_REFUSED, UDP_REFUSED_LATE, DNS_UNANSWERED -> true;
        default -> false;
      };
    }

    boolean isEcho() {
      return this == ECHO_UNANSWERED || this == ECHO_REPLY_ALONE;
    }

    /** Is it only a part of what happened: on a drawn edge nothing is wrong with it. */
    boolean isPart() {
      return switch (this) {
        case SYN_ACK_ALONE, MIDDLE_ONE_WAY, UDP_ANSWERS, ECHO_REPLY_ALONE -> true;
        default -> false;
      };
    }
  }

  Noise(Draw draw, Traffic traffic) {
    this.draw = draw;
    this.traffic = traffic;
  }

  /** The kinds that this port allows. */
  static List<Kind> kinds(Port port) {
    return List.of(Kind.values()).stream()
        .filter(kind ->
            port.isTcp()
                ? kind.isTcp()
                : port.isUdp() ? kind.isUdp() && fits(kind, port) : kind.isEcho())
        .toList();
  }

  /** Without its question, only a port below 1024 tells an answer. */
  private static boolean fits(Kind kind, Port port) {
    boolean dns = port.speech() == Speech.DNS;
    return switch (kind) {
      case UDP_ANSWERS -> port.number() < 1024 && !dns;
      case DNS_UNANSWERED -> dns;
      default -> !dns;
    };
  }

  void play(Kind kind, Port port, Call call, long at) {
    if (kind.isTcp()) {
      byte[] data =
          port.speech() == Speech.DNS ? new byte[0] : port.speech().message(draw.random());
      stream(kind, call, data, traffic.tcp(call, port.number(), at));
    } else if (kind == Kind.DNS_UNANSWERED) {
      DnsMessage lost = new DnsMessage(draw.random().nextInt(0x10000), "lost.example", false);
      traffic.udp(call, port.number(), at).say(true, lost.question());
    } else if (kind.isUdp()) {
      byte[] data = port.speech().message(draw.random());
      datagrams(kind, call, data, traffic.udp(call, port.number(), at));
    } else {
      echoes(kind, traffic.echo(call, at));
    }
  }

  private void stream(Kind kind, Call call, byte[] data, TcpTalk talk) {
    switch (kind) {
      case RESET -> {
        talk.syn().reset(false);
        if (draw.chance(0.3)) {
          talk.anew().pause(SECOND).syn().reset(false);
        }
      }
      case UNREACHABLE -> talk.syn().unreachable(teller(call), false);
      case SILENCE -> talk.syns(draw.between(0, 3));
      case HALF_OPEN -> talk.syn().synAck();
      case ABORTED -> talk.syn().synAck().reset(true);
      case SYN_ACK_ALONE -> talk.synAck();
      case MIDDLE_ONE_WAY -> {
        boolean client = draw.chance(0.5);
        talk.sayUnheard(client, data).pause(SECOND).sayUnheard(client, data).ack(client);
      }
      case STALE -> talk.ack(true).reset(false);
      default -> throw new IllegalArgumentException("no kind of TCP: " + kind);
    }
  }

  /** Who says that a server cannot be reached: the next hop. */
  private static Station teller(Call call) {
    return call.network().gateway(call.isIpv4());
  }

  private void datagrams(Kind kind, Call call, byte[] data, UdpTalk talk) {
    switch (kind) {
      case UDP_ANSWERS -> repeat(talk, false, data, draw.between(1, 5));
      case UDP_FEW -> repeat(talk, true, data, draw.between(1, 2));
      case UDP_REFUSED -> {
        for (int i = 0; i < draw.between(1, 4); i++) {
          talk.say(true, data).unreachable(call.to(), data, true);
        }
      }
      case UDP_REFUSED_LATE -> {
        repeat(talk, true, data, draw.between(3, 4));
        talk.unreachable(call.to(), data, true);
      }
      default -> throw new IllegalArgumentException("no kind of UDP: " + kind);
    }
  }

  private static void repeat(UdpTalk talk, boolean client, byte[] data, int times) {
    for (int i = 0; i < times; i++) {
      talk.say(client, data).pause(SECOND / 5);
    }
  }

  private static void echoes(Kind kind, IcmpTalk talk) {
    if (kind == Kind.ECHO_UNANSWERED) {
      talk.request().pause(SECOND).request().pause(SECOND).request().pause(SECOND).request();
    } else {
      talk.reply();
    }
  }

  /** What stations say without meaning anybody. */
  void housekeeping(Container container, long at) {
    Housekeeping housekeeping = new Housekeeping(traffic.recording());
    for (Attachment attachment : container.attachments()) {
      Network network = attachment.network();
      Station own = attachment.station(true);
      housekeeping.whoHas(own, network.gateway(true), at);
      housekeeping.whoHas(network.gateway(true), own, at + SECOND);
      housekeeping.ask(own, own.address(), at + 2 * SECOND);
      housekeeping.joinIpv4(own, at + 3 * SECOND);
      if (network.has(false)) {
        Station six = attachment.station(false);
        housekeeping.neighbour(six, network.gateway(false), at);
        housekeeping.solicitRouter(linkLocal(six), at + SECOND);
        housekeeping.joinIpv6(linkLocal(six), at + 2 * SECOND);
      }
    }
  }

  private static Station linkLocal(Station station) {
    long mac = station.mac();
    long identifier = mac >>> 24 << 40 | 0xff_fe00_0000L | (mac & 0xff_ffffL);
    IpAddress address = new IpAddress(0xfe80L << 48, identifier ^ 0x0200_0000_0000_0000L);
    return new Station(address, mac);
  }
}

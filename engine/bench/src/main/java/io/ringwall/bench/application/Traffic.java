package io.ringwall.bench.application;

import static io.ringwall.bench.application.Timeline.SECOND;

import io.ringwall.bench.packet.Housekeeping;
import io.ringwall.bench.packet.IcmpTalk;
import io.ringwall.bench.packet.Recording;
import io.ringwall.bench.packet.Speech;
import io.ringwall.bench.packet.TcpTalk;
import io.ringwall.bench.packet.Turn;
import io.ringwall.bench.packet.UdpTalk;
import io.ringwall.bench.packet.Wire;
import io.ringwall.sdk.event.IpAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Plays calls into a capture, so that they are made. */
final class Traffic {
  /** From an answer of DNS to the call that rests on it. */
  private static final long THINKING = 8_000_000;

  private static final long NEAR = 150_000;
  private static final long FAR = 6_000_000;
  private static final int FIRST_PORT = 32_768;
  private static final int LAST_PORT = 60_999;

  private final Draw draw;
  private final Recording recording;
  private final Lookups lookups;
  private final Memory memory;
  private final List<Lasting> lasting = new ArrayList<>();

  /** A connection that outlives its capture. */
  record Lasting(TcpTalk talk, Call call, Edge edge) {}

  /** What stations remember from one capture to the next: ports they used, addresses they named. */
  record Memory(Map<IpAddress, Integer> ports, Map<Container, Set<IpAddress>> named) {
    Memory() {
      this(new HashMap<>(), new HashMap<>());
    }

    void name(Container container, OutsideName name) {
      named.computeIfAbsent(container, _ -> new HashSet<>()).addAll(name.addresses());
    }

    /** Has the container a name for this address. */
    boolean names(Container container, IpAddress address) {
      return named.getOrDefault(container, Set.of()).contains(address);
    }
  }

  Traffic(Draw draw, Application application, Routes routes, Memory memory, Recording recording) {
    this.draw = draw;
    this.recording = recording;
    this.memory = memory;
    this.lookups = new Lookups(draw, application, routes, this);
  }

  Recording recording() {
    return recording;
  }

  Memory memory() {
    return memory;
  }

  List<Lasting> lasting() {
    return lasting;
  }

  Wire wire(Call call) {
    return new Wire(call.from(), call.to(), call.far() ? FAR : NEAR, draw.random());
  }

  /** A port that the client has not used lately. */
  int port(Call call) {
    IpAddress address = call.from().address();
    int before = memory.ports.computeIfAbsent(address, _ -> draw.between(FIRST_PORT, LAST_PORT));
    int next = before + draw.between(1, 5);
    next = next > LAST_PORT ? FIRST_PORT + next - LAST_PORT : next;
    memory.ports.put(address, next);
    return next;
  }

  TcpTalk tcp(Call call, int serverPort, long at) {
    return new TcpTalk(recording, wire(call), port(call), serverPort, at);
  }

  UdpTalk udp(Call call, int serverPort, long at) {
    return new UdpTalk(recording, wire(call), port(call), serverPort, at);
  }

  IcmpTalk echo(Call call, long at) {
    return new IcmpTalk(recording, wire(call), at);
  }

  /** Plays a call that succeeds. */
  void play(Edge edge, Call call, Manner manner, long at) {
    long begin = prepare(edge, call, at);
    Port port = edge.port();
    if (port.speech() == Speech.DNS) {
      lookups.harmless(call, port, begin);
    } else if (port.isTcp()) {
      stream(edge, call, manner, begin);
    } else if (port.isEcho()) {
      echoes(call, begin);
    } else {
      datagrams(port, call, begin);
    }
  }

  private long prepare(Edge edge, Call call, long at) {
    boolean near = !call.far() && call.client() != null;
    if (near && draw.chance(0.3)) {
      greet(call, at - 3_000_000);
    }
    if (call.client() == null) {
      return at;
    }
    if (edge.to() instanceof End.Named(OutsideName name)) {
      return lookups.resolve(call.client(), name, call.to().address(), at) + THINKING;
    }
    boolean asks = edge.to() instanceof End.Of && draw.chance(0.15);
    return asks && call.server() != null
        ? lookups.internal(call.client(), call.server(), call.to().address(), at) + THINKING
        : at;
  }

  private void greet(Call call, long at) {
    Housekeeping housekeeping = new Housekeeping(recording);
    if (call.isIpv4()) {
      housekeeping.whoHas(call.from(), call.to(), at);
    } else {
      housekeeping.neighbour(call.from(), call.to(), at);
    }
  }

  private void stream(Edge edge, Call call, Manner manner, long at) {
    TcpTalk talk = tcp(call, edge.port().number(), at);
    Speech speech = edge.port().speech();
    if (draw.chance(0.3)) {
      talk.disturbance(0.3);
    }
    List<Turn> said = speech.talk(shown(edge), draw.random());
    switch (manner) {
      case WHOLE -> talk.handshake().say(said).pause(draw.moment(0, 3 * SECOND)).close();
      case RESET -> talk.handshake().say(said).reset(draw.chance(0.5));
      case SILENT -> talk.inOrder().handshake().pause(draw.moment(0, 8 * SECOND)).close();
      case MIDDLE -> {
        talk.say(speech.exchange(draw.random())).pause(SECOND);
        talk.say(speech.exchange(draw.random())).close();
      }
      case IDLE -> talk.handshake().say(said);
      case LONG -> {
        talk.handshake().say(said);
        while (talk.nanos() < recording.until()) {
          talk.pause(draw.moment(10 * SECOND, 40 * SECOND)).say(speech.exchange(draw.random()));
        }
        lasting.add(new Lasting(talk, call, edge));
      }
    }
  }

  private static String shown(Edge edge) {
    boolean odd = edge.port().speech() == Speech.HTTP && edge.port().number() != 80;
    return odd && !edge.shown().isEmpty()
        ? edge.shown() + ":" + edge.port().number()
        : edge.shown();
  }

  /** A connection of the capture before is still there. */
  void goOn(Lasting lasting, long at) {
    Speech speech = lasting.edge.port().speech();
    lasting.talk.resume(recording, at).say(speech.exchange(draw.random()));
    lasting.talk.pause(2 * SECOND).say(speech.exchange(draw.random())).close();
  }

  private void echoes(Call call, long at) {
    IcmpTalk talk = echo(call, at);
    for (int i = 0; i < draw.between(1, 4); i++) {
      talk.request().reply().pause(SECOND);
    }
  }

  private void datagrams(Port port, Call call, long at) {
    UdpTalk talk = udp(call, port.number(), at);
    for (Turn turn : port.speech().talk("", draw.random())) {
      talk.say(turn.fromClient(), turn.bytes());
      if (port.speech().oneWay()) {
        talk.pause(draw.moment(0, 2 * SECOND));
      }
    }
  }
}

package io.ringwall.bench.application;

import static io.ringwall.bench.application.Timeline.SECOND;

import io.ringwall.bench.packet.Speech;
import io.ringwall.bench.packet.TcpTalk;
import io.ringwall.sdk.event.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Containers that scan. What they find open they connect to, and while they scan they call others,
 * too: none of that may be learned from them.
 */
final class Scans {
  private static final int PORTS = 30;
  private static final int TARGETS = 14;

  private final Draw draw;
  private final Application application;
  private final Routes routes;
  private final Traffic traffic;

  Scans(Draw draw, Application application, Routes routes, Traffic traffic) {
    this.draw = draw;
    this.application = application;
    this.routes = routes;
    this.traffic = traffic;
  }

  void play(Cast.Probe probe, boolean learning) {
    List<Call> targets = targets(probe.container(), probe.from());
    if (probe.wide()) {
      sweep(probe, targets);
    } else {
      ports(probe, draw.pick(targets.stream().filter(call -> call.server() != null).toList()));
    }
    if (learning) {
      tempt(probe.container(), probe.from() + 3 * SECOND);
      tempt(probe.container(), probe.from() + 5 * SECOND);
    }
  }

  private List<Call> targets(Container scanner, long at) {
    List<Call> targets = new ArrayList<>();
    Attachment own = draw.pick(scanner.attachments());
    for (Container server : application.containers()) {
      boolean there = server.lives(at - SECOND, at + 60 * SECOND);
      Optional<Attachment> meets = server.in(own.network());
      if (there && meets.isPresent() && !server.equals(scanner)) {
        targets.add(
            new Call(
                scanner,
                server,
                own.station(true),
                meets.get().station(true),
                own.network(),
                false));
      }
    }
    return targets;
  }

  private void ports(Cast.Probe probe, Call target) {
    Service service =
        target.server() == null ? probe.container().service() : target.server().service();
    long at = probe.from();
    traffic.tcp(target, 20, at += pace()).syn().reset(false);
    List<Port> open = service.ports().stream().filter(port -> port.speech().isStream()).toList();
    for (Port port : open) {
      open(target, port, at += pace());
    }
    for (int i = 0; i < PORTS; i++) {
      int number = 1000 + 37 * i + draw.between(0, 36);
      boolean served = service.ports().stream().anyMatch(port -> port.number() == number);
      if (!served) {
        closed(target, number, at += pace());
      }
    }
  }

  private long pace() {
    return draw.moment(SECOND / 20, SECOND / 3);
  }

  private void closed(Call target, int port, long at) {
    TcpTalk talk = traffic.tcp(target, port, at).syn();
    if (target.server() != null && draw.chance(0.8)) {
      talk.reset(false);
    }
  }

  private void open(Call target, Port port, long at) {
    TcpTalk talk = traffic.tcp(target, port.number(), at).handshake();
    if (draw.chance(0.5)) {
      talk.say(port.speech().talk("", draw.random()));
    }
    talk.reset(true);
  }

  private void sweep(Cast.Probe probe, List<Call> held) {
    List<Call> targets = new ArrayList<>(held);
    Call any = held.getFirst();
    for (int i = 0; targets.size() < TARGETS + held.size() / 2; i++) {
      IpAddress nobodys = any.network().address(true, 200 + i);
      targets.add(routes.toAddress(probe.container(), nobodys).orElseThrow());
    }
    int number = draw.pick(List.of(22, 6379, 8080));
    long at = probe.from();
    // What voids begins with a target in vain; what is found open comes after it.
    Call refusing =
        draw.pick(held.stream().filter(target -> serving(target, number).isEmpty()).toList());
    traffic.tcp(refusing, number, at).syn().reset(false);
    for (Call target : draw.shuffled(targets)) {
      at += pace();
      Optional<Port> open = serving(target, number);
      if (open.isPresent()) {
        open(target, open.get(), at);
      } else if (!target.equals(refusing)) {
        closed(target, number, at);
      }
    }
  }

  private static Optional<Port> serving(Call target, int number) {
    return target.server() == null
        ? Optional.empty()
        : target.server().service().ports().stream()
            .filter(port -> port.isTcp() && port.number() == number)
            .findFirst();
  }

  /** A whole and fruitful call on an edge that nobody drew. */
  private void tempt(Container scanner, long at) {
    List<Edge> free = new ArrayList<>();
    for (Service to : application.services()) {
      for (Port port : to.ports()) {
        Edge edge = Edge.of(new End.Of(scanner.service()), new End.Of(to), port);
        boolean fits = port.speech().isStream() && port.speech() != Speech.MYSQL;
        if (fits && scanner.service().meets(to) && !application.isDrawn(edge)) {
          free.add(edge);
        }
      }
    }
    draw.any(free)
        .ifPresent(edge ->
            routes
                .find(edge, at, at + 20 * SECOND, scanner::equals)
                .ifPresent(call -> traffic.play(edge, call, Manner.WHOLE, at)));
  }
}

package io.ringwall.bench.application;

import static io.ringwall.bench.application.Timeline.SECOND;

import io.ringwall.bench.packet.Speech;
import io.ringwall.bench.packet.TcpTalk;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The capture to learn from: every drawn edge is shown, and much that must not teach. */
final class LearnedPart {
  private static final long MARGIN = 2 * SECOND;
  private static final long ENDING = 14 * SECOND;
  private static final int CALLS_IN_VAIN = 3;

  private final Draw draw;
  private final Application application;
  private final Cast cast;
  private final Routes routes;
  private final Traffic traffic;
  private final Noise noise;
  private final Schedule schedule;
  private final Map<Container, Integer> inVain = new HashMap<>();

  LearnedPart(Draw draw, Application application, Cast cast, Routes routes, Traffic traffic) {
    this.draw = draw;
    this.application = application;
    this.cast = cast;
    this.routes = routes;
    this.traffic = traffic;
    this.noise = new Noise(draw, traffic);
    this.schedule =
        new Schedule(
            draw,
            routes,
            traffic.recording().from() + MARGIN,
            traffic.recording().until() - ENDING);
  }

  void play() {
    for (Container container : application.containers()) {
      noise.housekeeping(container, traffic.recording().from() + draw.moment(0, 20 * SECOND));
    }
    for (Edge edge : application.edges()) {
      if (cast.probes().stream().noneMatch(probe -> probe.evidence().equals(Optional.of(edge)))) {
        teach(edge);
      }
    }
    cast.successions().forEach(this::succeed);
    cast.probes().stream().filter(probe -> isNow(probe.from())).forEach(this::probe);
    for (int i = 0; i < 60; i++) {
      beInVain();
    }
  }

  private boolean isNow(long at) {
    return at >= traffic.recording().from() && at < traffic.recording().until();
  }

  private void teach(Edge edge) {
    int times = draw.between(1, 3);
    for (int i = 0; i < times; i++) {
      Optional<Schedule.Cue> cue =
          schedule.find(edge, container -> !application.isProbing(container));
      if (cue.isEmpty() && i == 0) {
        throw new IllegalStateException("nobody can play " + edge.key(Application.HOST));
      }
      cue.ifPresent(at -> traffic.play(edge, at.call(), manner(edge, at.call()), at.at()));
    }
  }

  private Manner manner(Edge edge, Call call) {
    List<Manner> fitting = new ArrayList<>(List.of(Manner.WHOLE, Manner.WHOLE, Manner.RESET));
    if (lasts(call)) {
      fitting.add(Manner.LONG);
      fitting.add(Manner.IDLE);
    }
    boolean tellsNoName = !edge.isNamed() && edge.shown().isEmpty();
    if (tellsNoName && call.client() != null) {
      fitting.add(Manner.MIDDLE);
      fitting.add(Manner.SILENT);
    }
    return draw.pick(fitting);
  }

  private boolean lasts(Call call) {
    long end = traffic.recording().until();
    return (call.client() == null || call.client().lives(end, end))
        && (call.server() == null || call.server().lives(end, end));
  }

  /** The one goes, the other comes, and the last connection of the one ends after that. */
  private void succeed(Cast.Succession succession) {
    Container before = succession.before();
    Container after = succession.after();
    if (!isNow(before.finished())) {
      return;
    }
    long last = before.finished() - 3 * SECOND;
    draw.any(ordinary(before.service()))
        .flatMap(edge -> call(edge, last, last + 2 * SECOND, before))
        .ifPresent(cue -> lastWords(cue, last, after.started()));
    long first = after.started() + SECOND / 3;
    for (Edge edge : application.begunBy(after.service())) {
      boolean shown = edge.port().speech().isStream() && !edge.isNamed();
      if (shown) {
        call(edge, first, first + 10 * SECOND, after)
            .ifPresent(cue -> traffic.play(edge, cue.call, Manner.WHOLE, first));
      }
    }
  }

  private record Played(Edge edge, Call call) {}

  private Optional<Played> call(Edge edge, long from, long until, Container client) {
    return routes.find(edge, from, until, client::equals).map(call -> new Played(edge, call));
  }

  private List<Edge> ordinary(Service service) {
    return application.begunBy(service).stream()
        .filter(edge -> edge.port().speech().isStream() && edge.to() instanceof End.Of)
        .toList();
  }

  private void lastWords(Played played, long at, long later) {
    Speech speech = played.edge.port().speech();
    TcpTalk talk = traffic.tcp(played.call, played.edge.port().number(), at);
    talk.handshake().say(speech.talk("", draw.random()));
    talk.resume(traffic.recording(), later + draw.moment(SECOND, 2 * SECOND));
    talk.fin(false).pause(SECOND).reset(true);
  }

  private void probe(Cast.Probe probe) {
    Container container = probe.container();
    long begin = traffic.recording().from() + MARGIN;
    long end = probe.from() - 25 * SECOND;
    probe.evidence().ifPresent(edge -> showEvidence(edge, container, begin, end));
    for (Edge edge : ordinary(container.service())) {
      if (draw.chance(0.5)) {
        showEvidence(edge, container, begin, end);
      }
    }
    new Scans(draw, application, routes, traffic).play(probe, true);
  }

  private void showEvidence(Edge edge, Container container, long begin, long end) {
    Schedule.Cue cue =
        schedule
            .find(edge, container::equals, begin, end)
            .orElseThrow(() -> new IllegalStateException("nobody answers " + container.name()));
    traffic.play(edge, cue.call(), Manner.WHOLE, cue.at());
  }

  /** A call that comes to nothing, or a part of one, on an edge that was not drawn. */
  private void beInVain() {
    Service to = draw.pick(application.services());
    Service from = draw.pick(application.services());
    Port port = port(to);
    Edge edge =
        draw.chance(0.1) ? outbound(from, port) : Edge.of(begin(from), new End.Of(to), port);
    boolean apart = edge.to() instanceof End.Of && edge.begins(from) && !from.meets(to);
    if (application.isDrawn(edge) || apart) {
      return;
    }
    schedule
        .find(edge, this::mayFail)
        .ifPresent(cue -> {
          if (cue.call().client() != null) {
            inVain.merge(cue.call().client(), 1, Integer::sum);
          }
          noise.play(draw.pick(Noise.kinds(port)), port, cue.call(), cue.at());
        });
  }

  private End begin(Service from) {
    double lot = draw.random().nextDouble();
    return lot < 0.1 ? new End.Host() : lot < 0.2 ? new End.Outside() : new End.Of(from);
  }

  private static Edge outbound(Service from, Port port) {
    return Edge.of(
        new End.Of(from), new End.At(io.ringwall.sdk.event.IpAddress.parse("192.0.2.230")), port);
  }

  private Port port(Service to) {
    return switch (draw.between(0, 5)) {
      case 0 -> Port.tcp(draw.pick(List.of(22, 2049, 9999)), Speech.LINES);
      case 1 -> Port.udp(draw.pick(List.of(514, 9998)), Speech.SYSLOG);
      case 2 -> Port.echo(draw.chance(0.7));
      default -> draw.pick(to.ports());
    };
  }

  private boolean mayFail(Container container) {
    return !application.isProbing(container) && inVain.getOrDefault(container, 0) < CALLS_IN_VAIN;
  }
}

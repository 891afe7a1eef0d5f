package io.ringwall.bench.application;

import static io.ringwall.bench.application.Timeline.SECOND;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The capture to judge: every drawn edge again, and single connections that are foreign. */
final class JudgedPart {
  private static final long MARGIN = 10 * SECOND;
  private static final long ENDING = 18 * SECOND;

  /** Fewer than any detection of scans needs. */
  private static final int CALLS_IN_VAIN = 2;

  private final Draw draw;
  private final Application application;
  private final Cast cast;
  private final Routes routes;
  private final Traffic traffic;
  private final Noise noise;
  private final Schedule schedule;
  private final Map<Object, Integer> inVain = new HashMap<>();

  JudgedPart(Draw draw, Application application, Cast cast, Routes routes, Traffic traffic) {
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

  /** Plays it; returns what was foreign, by time. */
  List<Foreign> play(List<Traffic.Lasting> lasting) {
    ForeignDrawing drawing =
        new ForeignDrawing(draw, application, cast, schedule, traffic.memory());
    List<Foreign> foreign = new ArrayList<>(drawing.draw());
    foreign.sort(Comparator.comparingLong(Foreign::at));
    foreign.forEach(this::intrude);
    lasting.forEach(this::goOn);
    for (Edge edge : application.edges()) {
      again(edge, drawing);
    }
    for (int i = 0; i < 15; i++) {
      part(draw.pick(application.edges()));
    }
    for (Cast.Probe probe : cast.probes()) {
      if (isNow(probe.from())) {
        new Scans(draw, application, routes, traffic).play(probe, false);
      }
    }
    for (Container container : application.containers()) {
      if (container.lives(traffic.recording().from(), traffic.recording().until())) {
        noise.housekeeping(container, traffic.recording().from() + draw.moment(0, 20 * SECOND));
      }
    }
    return foreign;
  }

  private boolean isNow(long at) {
    return at >= traffic.recording().from() && at < traffic.recording().until();
  }

  private void goOn(Traffic.Lasting lasting) {
    Call call = lasting.call();
    long from = traffic.recording().from();
    boolean there =
        (call.client() == null || call.client().lives(from, from + MARGIN))
            && (call.server() == null || call.server().lives(from, from + MARGIN));
    // Names of a shared address cannot be told apart without the handshake.
    boolean clear =
        !(lasting.edge().to() instanceof End.Named(OutsideName name)
            && application.names().stream().anyMatch(name::sharesAddress));
    if (there && clear) {
      traffic.goOn(lasting, from + draw.moment(0, 5 * SECOND));
    }
  }

  private void again(Edge edge, ForeignDrawing drawing) {
    for (int i = 0; i < draw.between(1, 2); i++) {
      schedule
          .find(
              edge,
              container -> !application.isProbing(container) && drawing.mayName(container, edge))
          .ifPresent(cue -> traffic.play(edge, cue.call(), manner(edge), cue.at()));
    }
  }

  private Manner manner(Edge edge) {
    boolean tellsNoName = !edge.isNamed() && edge.shown().isEmpty();
    return draw.pick(
        tellsNoName && edge.from() instanceof End.Of
            ? List.of(Manner.WHOLE, Manner.RESET, Manner.IDLE, Manner.MIDDLE, Manner.SILENT)
            : List.of(Manner.WHOLE, Manner.RESET, Manner.IDLE));
  }

  /** A part of a call on a drawn edge, or one that was refused: nothing is foreign in it. */
  private void part(Edge edge) {
    boolean clear = !edge.isNamed() && edge.from() instanceof End.Of;
    List<Noise.Kind> kinds =
        Noise.kinds(edge.port()).stream()
            .filter(kind -> kind.isPart() || kind == Noise.Kind.RESET)
            .toList();
    if (clear && !kinds.isEmpty()) {
      schedule
          .find(edge, container -> !application.isProbing(container))
          .ifPresent(cue -> noise.play(draw.pick(kinds), edge.port(), cue.call(), cue.at()));
    }
  }

  private void intrude(Foreign foreign) {
    Edge edge = foreign.edge();
    Call call = foreign.call();
    if (answers(foreign)) {
      traffic.play(edge, call, manner(foreign), foreign.at());
    } else {
      inVain.merge(client(call), 1, Integer::sum);
      noise.play(draw.pick(failures(edge.port())), edge.port(), call, foreign.at());
    }
  }

  /** A name shows only on a call that is answered; nobody answers for an address without holder. */
  private boolean answers(Foreign foreign) {
    Call call = foreign.call();
    if (foreign.edge().isNamed()) {
      return true;
    }
    boolean nobody =
        foreign.edge().to() instanceof End.At && call.network().contains(call.to().address());
    return !nobody && (!mayFail(call) || draw.chance(likelihood(foreign)));
  }

  private static Object client(Call call) {
    return call.client() == null ? call.from().address() : call.client();
  }

  private boolean mayFail(Call call) {
    return inVain.getOrDefault(client(call), 0) < CALLS_IN_VAIN;
  }

  private static double likelihood(Foreign foreign) {
    Container server = foreign.call().server();
    boolean served = server != null && server.service().serves(foreign.edge().port());
    return served ? 0.7 : 0.3;
  }

  private Manner manner(Foreign foreign) {
    boolean tellsNoName = !foreign.edge().isNamed() && foreign.call().client() != null;
    return draw.pick(
        tellsNoName
            ? List.of(Manner.WHOLE, Manner.RESET, Manner.IDLE, Manner.MIDDLE)
            : List.of(Manner.WHOLE, Manner.RESET, Manner.IDLE));
  }

  private static List<Noise.Kind> failures(Port port) {
    return Noise.kinds(port).stream()
        .filter(kind -> !kind.isPart() && kind != Noise.Kind.STALE)
        .toList();
  }
}

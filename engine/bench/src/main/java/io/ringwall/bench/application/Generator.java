package io.ringwall.bench.application;

import io.ringwall.bench.packet.Recording;
import io.ringwall.bench.packet.Station;
import io.ringwall.sdk.event.EdgeEnd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Draws an application from a seed and writes it down: <code>learn.pcap</code>, <code>alert.pcap
 * </code>, <code>inventory.json</code> as <code>docker inspect</code> prints it, and <code>
 * truth.json</code> with what must be concluded from them. The same seed gives the same bytes.
 */
public final class Generator {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private final long seed;
  private final RandomGenerator random;

  /** A generator for one application. */
  public Generator(long seed) {
    this.seed = seed;
    this.random = new SplittableRandom(seed);
  }

  /**
   * Draws the application and writes its files into a folder, which is made if need be. Once only.
   *
   * @throws IOException when they cannot be written
   */
  public Truth write(Path folder) throws IOException {
    Draw draw = new Draw(random);
    Timeline timeline = Timeline.draw(random);
    TopologyDrawing topology = new TopologyDrawing(draw, timeline);
    Application application = topology.draw();
    new EdgeDrawing(draw, application).draw();
    Cast cast = new Cast(draw, timeline, application, topology);
    cast.draw();

    Routes routes = new Routes(draw, application);
    Traffic.Memory memory = new Traffic.Memory();
    Recording learned = new Recording(timeline.learnFrom(), timeline.learnUntil());
    Traffic learning = new Traffic(draw, application, routes, memory, learned);
    new LearnedPart(draw, application, cast, routes, learning).play();
    Recording judged = new Recording(timeline.alertFrom(), timeline.alertUntil());
    Traffic judging = new Traffic(draw, application, routes, memory, judged);
    List<Foreign> foreign =
        new JudgedPart(draw, application, cast, routes, judging).play(learning.lasting());

    Files.createDirectories(folder);
    boolean nanoseconds = draw.chance(0.5);
    learned.write(folder.resolve("learn.pcap"), nanoseconds, 0.02, random);
    judged.write(folder.resolve("alert.pcap"), nanoseconds, 0.02, random);
    Files.writeString(
        folder.resolve("inventory.json"),
        MAPPER.writeValueAsString(Inventory.of(application)) + "\n");
    Truth truth = truth(application, cast, foreign, timeline);
    Files.writeString(
        folder.resolve("truth.json"), MAPPER.writeValueAsString(TruthJson.of(truth)) + "\n");
    return truth;
  }

  private Truth truth(
      Application application, Cast cast, List<Foreign> foreign, Timeline timeline) {
    return new Truth(
        seed,
        application.edges().stream().map(edge -> edge.key(Application.HOST)).toList(),
        foreign.stream().map(Generator::finding).toList(),
        cast.probes().stream()
            .map(probe ->
                new Truth.Scan(
                    probe.container().name(), probe.from() < timeline.learnUntil(), probe.wide()))
            .toList());
  }

  private static Truth.Finding finding(Foreign foreign) {
    Call call = foreign.call();
    Edge edge = foreign.edge();
    String name = edge.to() instanceof End.Named(OutsideName called) ? called.name() : "";
    return new Truth.Finding(
        foreign.kind(),
        edge.key(Application.HOST),
        party(edge.from().key(Application.HOST), call.client(), call.from(), ""),
        party(edge.to().key(Application.HOST), call.server(), call.to(), name),
        Timeline.instant(foreign.at()));
  }

  private static Truth.Party party(
      EdgeEnd end, @Nullable Container container, Station station, String name) {
    return new Truth.Party(
        end,
        container == null ? "" : container.name(),
        container == null ? "" : container.service().repository().normal(),
        name,
        station.address().toString());
  }
}

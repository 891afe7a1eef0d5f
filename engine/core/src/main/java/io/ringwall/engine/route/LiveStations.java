package io.ringwall.engine.route;

import io.ringwall.engine.identity.Identity;
import io.ringwall.engine.intake.LiveIntake;
import io.ringwall.engine.intake.LiveQueue;
import io.ringwall.engine.plugins.Engagement;
import io.ringwall.engine.plugins.InstalledActuator;
import io.ringwall.engine.plugins.InstalledSink;
import io.ringwall.engine.plugins.PluginStatus;
import io.ringwall.engine.plugins.SourceQueue;
import io.ringwall.engine.plugins.Stations;
import io.ringwall.sdk.event.Event;
import io.ringwall.sdk.plugin.ActuatorContext;
import io.ringwall.sdk.plugin.IdentitySink;
import io.ringwall.sdk.plugin.SinkContext;
import io.ringwall.sdk.plugin.SourceContext;
import io.ringwall.sdk.plugin.Timing;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a running engine gives to its plugins. */
final class LiveStations implements Stations {
  private final LiveContext.Running running;
  private final Notices notices;
  private final Tallies tallies;
  private final LiveIntake intake;
  private final Identity identity;
  private final Function<InstalledSink, Engagement> sinks;
  private final Function<InstalledActuator, Engagement> actuators;
  private final Function<String, ActuatorContext> actuatorContexts;
  private final AtomicLong openings = new AtomicLong();
  private final Map<String, LiveQueue> starts = new ConcurrentHashMap<>();

  /**
   * Stations of one engine.
   *
   * @param sinks puts a sink to work
   * @param actuators puts an actuator to work
   * @param actuatorContexts what an actuator of this name is given
   */
  LiveStations(
      LiveContext.Running running,
      Notices notices,
      Tallies tallies,
      LiveIntake intake,
      Identity identity,
      Function<InstalledSink, Engagement> sinks,
      Function<InstalledActuator, Engagement> actuators,
      Function<String, ActuatorContext> actuatorContexts) {
    this.running = running;
    this.notices = notices;
    this.tallies = tallies;
    this.intake = intake;
    this.identity = identity;
    this.sinks = sinks;
    this.actuators = actuators;
    this.actuatorContexts = actuatorContexts;
  }

  @Override
  public SourceContext sourceContext(String instance, byte @Nullable [] handedOver) {
    String epoch = running.startEpoch() + "-" + openings.incrementAndGet();
    return new LiveContext(running, epoch, tallies.of(instance), handedOver);
  }

  @Override
  public SourceQueue source(String instance, Timing timing) {
    return new Queue(intake.open(tallies.of(instance), timing));
  }

  /** The intake's queue as plugins know it. */
  private record Queue(LiveQueue queue) implements SourceQueue {
    @Override
    public void emit(Event event) throws InterruptedException {
      queue.emit(event);
    }

    @Override
    public boolean offer(Event event) {
      return queue.offer(event);
    }

    @Override
    public void complete(Instant upTo) {
      queue.complete(upTo);
    }

    @Override
    public void close() {
      queue.close();
    }
  }

  @Override
  public IdentitySink identity(String instance) {
    LiveQueue queue =
        starts.computeIfAbsent(
            instance, name -> intake.open(tallies.of(name), Timing.live(Duration.ZERO)));
    return new LiveIdentity(identity, queue);
  }

  @Override
  public SinkContext sinkContext(String instance) {
    return new FindingContext(tallies.of(instance));
  }

  @Override
  public Engagement sink(InstalledSink sink) {
    return sinks.apply(sink);
  }

  @Override
  public ActuatorContext actuatorContext(String instance) {
    return actuatorContexts.apply(instance);
  }

  @Override
  public Engagement actuator(InstalledActuator actuator) {
    return actuators.apply(actuator);
  }

  @Override
  public void changed(PluginStatus status) {
    Notices.Level level =
        switch (status.state()) {
          case ACTIVE -> Notices.Level.INFO;
          case FAILED, REFUSED, HUNG -> Notices.Level.ERROR;
        };
    notices.tell(level, "plugins", status.sentence());
  }

  @Override
  public void removed(PluginStatus last) {
    notices.tell(
        Notices.Level.INFO,
        "plugins",
        "plugin '" + last.name() + "' (" + last.file().getFileName() + ") was removed");
  }

  @Override
  public void remark(String plugin, String sentence) {
    String who = plugin.isEmpty() ? "plugins" : "plugin " + plugin;
    notices.tell(Notices.Level.WARN, who, sentence);
  }

  /** The plugins that hand over events now, all queues of one taken together. Any thread. */
  List<EngineStatistics.Source> sources() {
    Instant now = running.clock().instant();
    Map<String, EngineStatistics.Source> byName = new LinkedHashMap<>();
    for (LiveQueue queue : intake.queues()) {
      var one =
          new EngineStatistics.Source(
              queue.name(), queue.accepted(), queue.held(), lag(queue, now), queue.latest());
      byName.merge(one.name(), one, EngineStatistics.Source::with);
    }
    return List.copyOf(byName.values());
  }

  private static Duration lag(LiveQueue queue, Instant now) {
    Instant oldest = queue.oldest();
    return oldest == null || oldest.isAfter(now) ? Duration.ZERO : Duration.between(oldest, now);
  }
}

package io.ringwall.engine.plugins;

import io.ringwall.engine.config.Problems;
import io.ringwall.engine.config.RingwallException;
import io.ringwall.engine.config.Setting;
import io.ringwall.sdk.plugin.ActuatorFactory;
import io.ringwall.sdk.plugin.CaptureSourceFactory;
import io.ringwall.sdk.plugin.Factory;
import io.ringwall.sdk.plugin.FindingSinkFactory;
import io.ringwall.sdk.plugin.IdentityProviderFactory;
import io.ringwall.sdk.plugin.SourceContext;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that a plugin offers to a running engine, bound to its configuration.
 *
 * @param <C> the plugin's configuration
 */
final class Offered<C extends Record> {
  /** What it is. */
  enum Kind {
    SOURCE,
    IDENTITY,
    SINK,
    ACTUATOR;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Which one it is, across the versions of its plugin.
   *
   * @param kind what it is
   * @param name its name
   */
  record Key(Kind kind, String name) {
    /** For people: {@code source 'docker'}. */
    String who() {
      return kind.word() + " '" + name + "'";
    }
  }

  private interface Opening<C> {
    Duty open(C configuration, Stations stations, byte @Nullable [] handed) throws Exception;
  }

  private final Key key;
  private final Factory<C> factory;
  private final Bound<C> bound;
  private final Opening<C> opening;

  private Offered(Kind kind, Factory<C> factory, Bound<C> bound, Opening<C> opening) {
    this.key = new Key(kind, bound.name());
    this.factory = factory;
    this.bound = bound;
    this.opening = opening;
  }

  static <C extends Record> Offered<C> source(CaptureSourceFactory<C> factory, Bound<C> bound) {
    return new Offered<>(
        Kind.SOURCE,
        factory,
        bound,
        (configuration, stations, handed) -> {
          SourceContext context = stations.sourceContext(bound.name(), handed);
          return new SourceDuty(
              bound.name(), factory.open(configuration, context), context.diagnostics(), stations);
        });
  }

  static <C extends Record> Offered<C> provider(
      IdentityProviderFactory<C> factory, Bound<C> bound) {
    return new Offered<>(
        Kind.IDENTITY,
        factory,
        bound,
        (configuration, stations, handed) -> {
          SourceContext context = stations.sourceContext(bound.name(), handed);
          return new ProviderDuty(
              bound.name(), factory.open(configuration, context), context.diagnostics(), stations);
        });
  }

  static <C extends Record> Offered<C> sink(FindingSinkFactory<C> factory, Bound<C> bound) {
    return new Offered<>(
        Kind.SINK,
        factory,
        bound,
        (configuration, stations, handed) -> {
          String who = "sink '" + bound.name() + "'";
          var sink =
              new InstalledSink(
                  bound.name(),
                  who,
                  factory.open(configuration, stations.sinkContext(bound.name())));
          return new EngagedDuty(() -> stations.sink(sink), sink::trouble, sink::close);
        });
  }

  static <C extends Record> Offered<C> actuator(ActuatorFactory<C> factory, Bound<C> bound) {
    return new Offered<>(
        Kind.ACTUATOR,
        factory,
        bound,
        (configuration, stations, handed) -> {
          String who = "actuator '" + bound.name() + "'";
          var actuator =
              new InstalledActuator(
                  bound.name(),
                  who,
                  factory.open(configuration, stations.actuatorContext(bound.name())));
          return new EngagedDuty(
              () -> stations.actuator(actuator), actuator::trouble, actuator::close);
        });
  }

  Key key() {
    return key;
  }

  /** Did the user write a section for it. */
  boolean configured() {
    return bound.configured();
  }

  /** A sink or an actuator without a section is not opened. */
  boolean wanted() {
    return configured() || key.kind() == Kind.SOURCE || key.kind() == Kind.IDENTITY;
  }

  /** The same, bound to other settings. Runs code of the plugin. */
  Offered<C> to(Map<String, Setting.Section> sections, Problems problems) throws PluginTrouble {
    return new Offered<>(key.kind(), factory, bound.to(sections, problems), opening);
  }

  /** Is it to be opened with another configuration. Runs code of the plugin. */
  boolean differsFrom(Offered<?> other) {
    return configured() != other.configured() || !bound.value().equals(other.bound.value());
  }

  /** What it needs of the host, of the plugin of this name. Runs code of the plugin. */
  List<InstalledCheck> checks(String plugin) throws InterruptedException {
    try {
      return PluginEdge.call(
          key.who(),
          () ->
              factory.needs(bound.value()).stream()
                  .map(check -> InstalledCheck.of(plugin, check))
                  .toList());
    } catch (RingwallException e) {
      return List.of(InstalledCheck.failed(plugin, key.who(), e));
    }
  }

  /**
   * Opens it.
   *
   * @param handed what its predecessor handed over, or null
   * @throws io.ringwall.engine.config.RingwallException when the plugin cannot, or fails
   */
  Duty open(Stations stations, byte @Nullable [] handed) throws InterruptedException {
    return PluginEdge.call(key.who(), () -> opening.open(bound.value(), stations, handed));
  }
}

package io.ringwall.engine.rules;

import io.ringwall.engine.findings.Raised;
import io.ringwall.sdk.event.ContainerAction;
import io.ringwall.sdk.event.ContainerEvent;
import io.ringwall.sdk.event.CustomEvent;
import io.ringwall.sdk.event.EdgeEnd;
import io.ringwall.sdk.event.EdgeKey;
import io.ringwall.sdk.event.EdgeRef;
import io.ringwall.sdk.event.EdgeState;
import io.ringwall.sdk.event.Endpoint;
import io.ringwall.sdk.event.Event;
import io.ringwall.sdk.event.Flow;
import io.ringwall.sdk.event.FlowBuilder;
import io.ringwall.sdk.event.FlowPhase;
import io.ringwall.sdk.event.Image;
import io.ringwall.sdk.event.IpAddress;
import io.ringwall.sdk.event.Origin;
import io.ringwall.sdk.event.Protocol;
import io.ringwall.sdk.event.Workload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Events and rule sets that tests are made of. */
final class Scene {
  static final Instant START = Instant.parse("2026-01-01T10:00:00Z");
  static final Origin ORIGIN = new Origin("vm1", "pcap", "e");
  static final Workload SHIPPING = workload("shipping", 5);
  static final Workload USER_DB = workload("user-db", 9);

  private static long sequence;

  private Scene() {}

  static Instant at(double seconds) {
    return START.plusNanos(Math.round(seconds * 1e9));
  }

  static Workload workload(String service, int number) {
    return Workload.builder()
        .containerId(String.format("%064x", number))
        .name("shop-" + service + "-1")
        .image(Image.parse("registry.test/" + service + ":1.2"))
        .namespace("shop")
        .service(service)
        .build();
  }

  static Endpoint end(@Nullable Workload workload, String address, int port) {
    return Endpoint.builder()
        .address(IpAddress.parse(address))
        .port(port)
        .workload(workload)
        .build();
  }

  static Flow flow(double seconds, EdgeState state, Map<String, Object> engine) {
    return flow(
        seconds,
        end(SHIPPING, "172.18.0.5", 40000),
        end(USER_DB, "172.18.0.9", 27017),
        state,
        engine);
  }

  static Flow flow(
      double seconds,
      Endpoint from,
      Endpoint to,
      @Nullable EdgeState state,
      Map<String, Object> engine) {
    FlowBuilder builder =
        Flow.builder(ORIGIN, ++sequence, at(seconds))
            .flowId("flow" + sequence)
            .phase(FlowPhase.ATTEMPT)
            .originator(from)
            .responder(to)
            .protocol(Protocol.TCP)
            .protocolNumber(6)
            .start(at(seconds));
    Map<String, @Nullable Object> says = new HashMap<>(engine);
    says.put("edge", state == null ? null : new EdgeRef(edge(from, to), state));
    return as(Flow.class, builder.build(), says);
  }

  private static EdgeKey edge(Endpoint from, Endpoint to) {
    return new EdgeKey(edgeEnd(from), edgeEnd(to), Protocol.TCP, to.port());
  }

  private static EdgeEnd edgeEnd(Endpoint end) {
    return end.workload() instanceof Workload workload
        ? EdgeEnd.of(workload.workloadClass())
        : EdgeEnd.OUTSIDE;
  }

  static ContainerEvent container(double seconds, ContainerAction action, Workload workload) {
    return ContainerEvent.builder(ORIGIN, ++sequence, at(seconds))
        .action(action)
        .workload(workload)
        .build();
  }

  static CustomEvent custom(double seconds, String type, Map<String, ?> attributes) {
    return CustomEvent.builder(ORIGIN, ++sequence, at(seconds))
        .type(type)
        .attributes(attributes)
        .build();
  }

  /** The event with what only the engine may say. */
  static <T> T as(Class<T> type, T event, Map<String, @Nullable Object> says) {
    InvocationHandler handler =
        (proxy, method, arguments) -> {
          if (method.getName().equals("toString")) {
            return ((Event) event).id();
          }
          if (method.getName().equals("hashCode")) {
            return ((Event) event).id().hashCode();
          }
          if (method.getName().equals("equals")) {
            return System.identityHashCode(proxy) == System.identityHashCode(arguments[0]);
          }
          if (says.containsKey(method.getName())) {
            return says.get(method.getName());
          }
          try {
            return method.invoke(event, arguments);
          } catch (InvocationTargetException e) {
            throw e.getCause();
          }
        };
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  /** Writes a rule set. */
  static Path ruleSet(Path folder, String name, String counts, String drl) {
    try {
      Path made = Files.createDirectories(folder.resolve(name));
      Files.writeString(
          made.resolve("ruleset.yaml"),
          "name: " + name + "\nversion: 1.0.0\nsdk: 1.0\nlayer: network\n" + counts);
      Files.writeString(made.resolve("rules.drl"), drl);
      return made;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The rules of one rule set, which must be right. */
  static RuleBase load(Path folder, String counts, String drl) {
    return RuleBase.load(List.of(ruleSet(folder, "test", counts, drl)), RuleBase.Settings.DEFAULT)
        .requireSound();
  }

  /** What is wrong with one rule set, without its folder. */
  static List<String> problems(Path folder, String counts, String drl) {
    Path made = ruleSet(folder, "test", counts, drl);
    return RuleBase.load(List.of(made), RuleBase.Settings.DEFAULT).problems().stream()
        .map(problem -> problem.toString().replace(made + "/", ""))
        .toList();
  }

  /** Judges events in order, with a token after each; answers title and message of findings. */
  static List<String> judge(RuleBase rules, Event... events) {
    return judge(rules, List.of(events)).stream()
        .map(raised -> raised.finding().title() + ": " + raised.finding().message())
        .toList();
  }

  static List<Raised> judge(RuleBase rules, List<Event> events) {
    List<Raised> raised = new ArrayList<>();
    try (Correlation correlation = rules.correlation()) {
      for (Event event : events) {
        raised.addAll(correlation.accept(event, rules.judge(event)));
        raised.addAll(correlation.advance(event.time()));
      }
      Instant end = events.getLast().time();
      for (int i = 1; i <= 3; i++) {
        raised.addAll(correlation.advance(end.plus(rules.longestWindow().multipliedBy(i))));
      }
    }
    return raised;
  }
}

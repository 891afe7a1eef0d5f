package io.ringwall.engine.rules;

import io.ringwall.sdk.event.ContainerEvent;
import io.ringwall.sdk.event.Count;
import io.ringwall.sdk.event.CustomEvent;
import io.ringwall.sdk.event.DnsExchange;
import io.ringwall.sdk.event.Event;
import io.ringwall.sdk.event.FileEvent;
import io.ringwall.sdk.event.Flow;
import io.ringwall.sdk.event.HttpExchange;
import io.ringwall.sdk.event.ProcessEvent;
import io.ringwall.sdk.event.Timed;
import io.ringwall.sdk.finding.Finding;
import io.ringwall.sdk.finding.Incident;
import io.ringwall.sdk.rules.Counts;
import io.ringwall.sdk.rules.Edge;
import io.ringwall.sdk.rules.Findings;
import io.ringwall.sdk.rules.Learning;
import io.ringwall.sdk.rules.Policy;
import io.ringwall.sdk.rules.Responses;
import io.ringwall.sdk.rules.Ruling;
import io.ringwall.sdk.rules.Text;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The words of DRL: facts, the types one reaches from them, globals, and what can be asked. */
final class Vocabulary {
  /** What a pattern may match, in the order people think of them. */
  static final List<Class<?>> FACTS =
      List.of(
          Flow.class,
          DnsExchange.class,
          HttpExchange.class,
          ProcessEvent.class,
          FileEvent.class,
          ContainerEvent.class,
          CustomEvent.class,
          Count.class,
          Event.class,
          Finding.class,
          Incident.class,
          Timed.class,
          Edge.class);

  /** What the loader sets in every session. */
  static final Map<String, Class<?>> GLOBALS =
      new TreeMap<>(
          Map.of(
              "findings", Findings.class,
              "counts", Counts.class,
              "responses", Responses.class,
              "text", Text.class,
              "policy", Policy.class,
              "learning", Learning.class,
              "verdict", Ruling.class));

  private static final String SDK = "io.ringwall.sdk.";
  private static final Map<String, Class<?>> TYPES = reachable();

  private Vocabulary() {}

  /** The fact type of this name. */
  static Optional<Class<?>> fact(String name) {
    return FACTS.stream()
        .filter(type -> type.getSimpleName().equals(name) || type.getName().equals(name))
        .findFirst();
  }

  /** Names of all fact types. */
  static List<String> factNames() {
    return FACTS.stream().map(Class::getSimpleName).toList();
  }

  /** The SDK's type of this simple name. */
  static Optional<Class<?>> type(String name) {
    return Optional.ofNullable(TYPES.get(name));
  }

  /** The SDK's types by simple name. */
  static Map<String, Class<?>> types() {
    return TYPES;
  }

  static boolean isSdk(Class<?> type) {
    return type.getName().startsWith(SDK);
  }

  /** The accessor of this name: {@code port}, {@code isLoopback} or {@code getFirst}. */
  static Optional<Accessor> accessor(Class<?> type, String name, boolean called) {
    String capital = name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    Method best = null;
    for (String candidate : List.of(name, "get" + capital, "is" + capital)) {
      for (Method method : type.getMethods()) {
        boolean fits =
            method.getName().equals(candidate)
                && !Modifier.isStatic(method.getModifiers())
                && (called || method.getParameterCount() == 0)
                && (called || method.getReturnType() != void.class);
        if (fits && (best == null || better(method, best))) {
          best = method;
        }
      }
      if (best != null) {
        return Optional.of(accessor(name, best));
      }
    }
    return Optional.empty();
  }

  /** A refined return type before a bridge's; then a public class's own before an inherited one. */
  private static boolean better(Method method, Method than) {
    return than.isBridge()
        || than.getReturnType() != method.getReturnType()
            && than.getReturnType().isAssignableFrom(method.getReturnType());
  }

  private static Accessor accessor(String name, Method method) {
    boolean nullable = method.getAnnotatedReturnType().isAnnotationPresent(Nullable.class);
    return new Accessor(name, method, method.getReturnType(), nullable);
  }

  /** Everything that DRL can ask of an SDK type, by name. */
  static Map<String, Accessor> accessors(Class<?> type) {
    Map<String, Accessor> accessors = new TreeMap<>();
    for (Method method : type.getMethods()) {
      boolean ours =
          isSdk(method.getDeclaringClass())
              && !Modifier.isStatic(method.getModifiers())
              && method.getReturnType() != void.class
              && !List.of("equals", "hashCode", "toString", "compareTo", "header")
                  .contains(method.getName());
      if (ours) {
        accessor(type, method.getName(), true)
            .ifPresent(accessor -> accessors.put(accessor.name(), accessor));
      }
    }
    return accessors;
  }

  /** Names to suggest for a type of any origin. */
  static List<String> names(Class<?> type) {
    if (isSdk(type)) {
      return List.copyOf(accessors(type).keySet());
    }
    return List.of(type.getMethods()).stream()
        .filter(method -> method.getDeclaringClass() != Object.class)
        .map(Method::getName)
        .distinct()
        .sorted()
        .toList();
  }

  /** Names of an enum's constants. */
  static List<String> constants(Class<?> type) {
    return List.of(type.getEnumConstants()).stream().map(c -> ((Enum<?>) c).name()).toList();
  }

  private static Map<String, Class<?>> reachable() {
    Map<String, Class<?>> types = new LinkedHashMap<>();
    Deque<Class<?>> open = new ArrayDeque<>(FACTS);
    open.addAll(GLOBALS.values());
    while (!open.isEmpty()) {
      Class<?> type = open.poll();
      if (isSdk(type) && types.putIfAbsent(type.getSimpleName(), type) == null) {
        for (Method method : type.getMethods()) {
          mentioned(method.getGenericReturnType(), open);
          for (Type parameter : method.getGenericParameterTypes()) {
            mentioned(parameter, open);
          }
        }
      }
    }
    return types.entrySet().stream()
        .sorted(Map.Entry.comparingByKey(Comparator.naturalOrder()))
        .collect(LinkedHashMap::new, (m, e) -> m.put(e.getKey(), e.getValue()), Map::putAll);
  }

  private static void mentioned(Type type, Deque<Class<?>> open) {
    if (type instanceof Class<?> plain) {
      open.add(plain);
    } else if (type instanceof ParameterizedType generic) {
      for (Type argument : generic.getActualTypeArguments()) {
        mentioned(argument, open);
      }
    }
  }
}

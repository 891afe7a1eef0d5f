package io.ringwall.engine.findings;

import io.ringwall.sdk.event.Event;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The accessors of one interface of the SDK, in the order in which they are written. */
final class Shape {
  /** What stands first, for the reader of a line; the rest follows by name. */
  private static final List<String> FIRST =
      List.of(
          "id",
          "time",
          "observedAt",
          "host",
          "source",
          "epoch",
          "sequence",
          "ordinal",
          "flowId",
          "phase",
          "action",
          "operation",
          "type",
          "of",
          "reached",
          "value",
          "threshold",
          "originator",
          "responder",
          "protocol",
          "edge",
          "address",
          "port",
          "containerId",
          "name",
          "image",
          "namespace",
          "service",
          "workload",
          "process",
          "entityId",
          "pid",
          "commandLine",
          "file",
          "path",
          "query",
          "method");

  /** Numbers that are -1 where a source cannot tell. */
  private static final Map<String, List<String>> MINUS_ONE =
      Map.of(
          "ProcessRef", List.of("uid", "gid", "euid", "loginUid"),
          "FileRef", List.of("size", "mode", "uid"),
          "FileEvent", List.of("bytes"));

  /**
   * One accessor.
   *
   * @param absent what it answers when the text does not name it; null also where it must be named
   * @param required must it be named
   */
  record Field(
      String name, Type type, MethodHandle getter, @Nullable Object absent, boolean required) {
    @Nullable Object of(Object holder) {
      try {
        return getter.invokeExact(holder);
      } catch (RuntimeException | Error e) {
        throw e;
      } catch (Throwable e) {
        throw new IllegalStateException(name + " threw", e);
      }
    }
  }

  private static final ClassValue<Shape> SHAPES =
      new ClassValue<>() {
        @Override
        protected Shape computeValue(Class<?> type) {
          return new Shape(type);
        }
      };

  private final Class<?> type;
  private final Map<String, Field> fields = new LinkedHashMap<>();
  private final List<String> names;

  private Shape(Class<?> type) {
    this.type = type;
    List<Method> accessors = new ArrayList<>();
    for (Method method : type.getMethods()) {
      if (Modifier.isAbstract(method.getModifiers()) && method.getParameterCount() == 0) {
        accessors.add(method);
      }
    }
    accessors.sort(Comparator.comparingInt(Shape::rank).thenComparing(Method::getName));
    for (Method method : accessors) {
      fields.putIfAbsent(method.getName(), field(method));
    }
    List<String> known = new ArrayList<>(fields.keySet());
    if (Event.class.isAssignableFrom(type)) {
      known.add("event");
    }
    names = List.copyOf(known);
  }

  static Shape of(Class<?> type) {
    return SHAPES.get(type);
  }

  private static int rank(Method method) {
    int rank = FIRST.indexOf(method.getName());
    return rank < 0 ? FIRST.size() : rank;
  }

  private Field field(Method method) {
    MethodHandle getter;
    try {
      getter =
          MethodHandles.publicLookup()
              .unreflect(method)
              .asType(MethodType.methodType(Object.class, Object.class));
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(method + " is not public", e);
    }
    boolean nullable = method.getAnnotatedReturnType().isAnnotationPresent(Nullable.class);
    Object absent = nullable ? null : absent(method);
    return new Field(
        method.getName(),
        method.getGenericReturnType(),
        getter,
        absent,
        !nullable && absent == null && !derived(method.getName()));
  }

  /** What follows from other fields where it is not named. */
  private static boolean derived(String name) {
    return name.equals("id") || name.equals("observedAt") || name.equals("start");
  }

  private @Nullable Object absent(Method method) {
    Class<?> result = method.getReturnType();
    boolean unknown =
        MINUS_ONE.getOrDefault(type.getSimpleName(), List.of()).contains(method.getName());
    if (result == int.class) {
      return unknown ? -1 : 0;
    }
    if (result == long.class) {
      return unknown ? -1L : 0L;
    }
    if (result == boolean.class) {
      return false;
    }
    if (result == String.class) {
      return derived(method.getName()) ? null : "";
    }
    if (result == List.class) {
      return List.of();
    }
    if (result == Map.class) {
      return Map.of();
    }
    if (result.isEnum()) {
      return unknown(result);
    }
    return result == Duration.class ? Duration.ZERO : null;
  }

  private static @Nullable Object unknown(Class<?> type) {
    for (Object constant : type.getEnumConstants()) {
      if (((Enum<?>) constant).name().equals("UNKNOWN")) {
        return constant;
      }
    }
    return null;
  }

  Iterable<Field> fields() {
    return fields.values();
  }

  @Nullable Field field(String name) {
    return fields.get(name);
  }

  /** May this value be left out, since it is what absence means. */
  static boolean isAbsent(Field field, @Nullable Object value) {
    return value == null || value.equals(field.absent());
  }

  /** The members that an object of this type may have. */
  List<String> names() {
    return names;
  }
}

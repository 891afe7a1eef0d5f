package io.ringwall.engine.rules;

import io.ringwall.sdk.event.Event;
import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Makes the functions that read a guard's path from an event: compiled calls, no reflection. */
final class Readers {
  /** What a whole-number path gives where something on the way is absent. */
  static final long ABSENT = Long.MIN_VALUE;

  private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

  private Readers() {}

  /** Reads an object, or null as soon as something on the way is absent. */
  static Function<Object, @Nullable Object> object(Equality.Path path) {
    return chain(path.steps());
  }

  /** Reads a whole number, or {@link #ABSENT}. */
  static ToLongFunction<Object> number(Equality.Path path) {
    List<Equality.Step> steps = path.steps();
    Equality.Step last = steps.getLast();
    if (!last.accessor().type().isPrimitive() || !last.arguments().isEmpty()) {
      Function<Object, @Nullable Object> boxed = chain(steps);
      return fact -> boxed.apply(fact) instanceof Number number ? number.longValue() : ABSENT;
    }
    ToLongFunction<Object> number = numberOf(last.accessor().method());
    if (steps.size() == 1) {
      return number;
    }
    Function<Object, @Nullable Object> before = chain(steps.subList(0, steps.size() - 1));
    return fact -> {
      Object holder = before.apply(fact);
      return holder == null ? ABSENT : number.applyAsLong(holder);
    };
  }

  private static Function<Object, @Nullable Object> chain(List<Equality.Step> steps) {
    Function<Object, @Nullable Object> first = step(steps.getFirst());
    if (steps.size() == 1) {
      return first;
    }
    Function<Object, @Nullable Object> rest = chain(steps.subList(1, steps.size()));
    return fact -> {
      Object next = first.apply(fact);
      return next == null ? null : rest.apply(next);
    };
  }

  private static Function<Object, @Nullable Object> step(Equality.Step step) {
    Method method = step.accessor().method();
    if (step.arguments().isEmpty()) {
      return objectOf(method);
    }
    Object argument = step.arguments().getFirst();
    if (method.getDeclaringClass() == Event.class && method.getName().equals("text")) {
      return fact -> ((Event) fact).text((String) argument);
    }
    MethodHandle bound =
        MethodHandles.insertArguments(unreflect(method), 1, argument)
            .asType(MethodType.methodType(Object.class, Object.class));
    return fact -> {
      try {
        return bound.invokeExact(fact);
      } catch (RuntimeException | Error e) {
        throw e;
      } catch (Throwable e) {
        throw new IllegalStateException(method + " failed", e);
      }
    };
  }

  @SuppressWarnings("unchecked")
  private static Function<Object, @Nullable Object> objectOf(Method method) {
    MethodType type = MethodType.methodType(Object.class, Object.class);
    return (Function<Object, @Nullable Object>)
        lambda(method, "apply", Function.class, type, method.getReturnType());
  }

  @SuppressWarnings("unchecked")
  private static ToLongFunction<Object> numberOf(Method method) {
    MethodType type = MethodType.methodType(long.class, Object.class);
    return (ToLongFunction<Object>)
        lambda(method, "applyAsLong", ToLongFunction.class, type, long.class);
  }

  private static Object lambda(
      Method method, String name, Class<?> function, MethodType erased, Class<?> result) {
    MethodHandle target = unreflect(method);
    Class<?> boxed = MethodType.methodType(result).wrap().returnType();
    Class<?> returned = erased.returnType() == long.class ? long.class : boxed;
    MethodType specific = MethodType.methodType(returned, method.getDeclaringClass());
    try {
      return LambdaMetafactory.metafactory(
              LOOKUP, name, MethodType.methodType(function), erased, target, specific)
          .getTarget()
          .invoke();
    } catch (Throwable e) {
      throw new IllegalStateException("no reader for " + method, e);
    }
  }

  private static MethodHandle unreflect(Method method) {
    try {
      return LOOKUP.unreflect(method);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(method + " is not public", e);
    }
  }
}

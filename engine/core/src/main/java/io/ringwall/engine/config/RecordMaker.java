package io.ringwall.engine.config;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Objects;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Makes records of one type, and finds what their constructor refuses them for. */
final class RecordMaker {
  private final Constructor<?> constructor;

  RecordMaker(Class<?> type, RecordComponent[] components) {
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      constructor = type.getDeclaredConstructor(types);
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException("record " + type.getName() + " cannot be made", e);
    }
    constructor.setAccessible(true);
  }

  /**
   * A record, or why there is none.
   *
   * @param record null when it was refused
   * @param refusal a sentence; empty when it was not
   */
  record Made(@Nullable Object record, String refusal) {}

  Made make(@Nullable Object[] arguments) {
    try {
      return new Made(constructor.newInstance(arguments), "");
    } catch (InvocationTargetException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      String sentence =
          cause instanceof IllegalArgumentException
              ? String.valueOf(cause.getMessage())
              : "refused: " + cause;
      return new Made(null, sentence);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(constructor + " cannot be called", e);
    }
  }

  /**
   * The argument that this refusal is about: with its default instead, there is another or none.
   */
  OptionalInt refused(@Nullable Object[] arguments, @Nullable Object[] defaults, String refusal) {
    for (int i = 0; i < arguments.length; i++) {
      if (!Objects.equals(arguments[i], defaults[i])) {
        @Nullable Object[] others = arguments.clone();
        others[i] = defaults[i];
        if (!make(others).refusal().equals(refusal)) {
          return OptionalInt.of(i);
        }
      }
    }
    return OptionalInt.empty();
  }
}

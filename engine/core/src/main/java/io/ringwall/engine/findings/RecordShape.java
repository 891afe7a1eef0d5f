package io.ringwall.engine.findings;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The components of one record of the SDK, in their order, and how to make one. */
final class RecordShape {
  /**
   * One component.
   *
   * @param absent what it is when the text does not name it
   * @param required must it be named
   */
  record Component(
      String name, Type type, MethodHandle getter, @Nullable Object absent, boolean required) {
    @Nullable Object of(Object holder) {
      return call(getter, holder);
    }
  }

  private static final ClassValue<RecordShape> SHAPES =
      new ClassValue<>() {
        @Override
        protected RecordShape computeValue(Class<?> type) {
          return new RecordShape(type);
        }
      };

  private final List<Component> components = new ArrayList<>();
  private final List<String> names;
  private final MethodHandle maker;

  private RecordShape(Class<?> type) {
    RecordComponent[] parts = type.getRecordComponents();
    Class<?>[] types = new Class<?>[parts.length];
    try {
      for (int i = 0; i < parts.length; i++) {
        types[i] = parts[i].getType();
        components.add(component(parts[i]));
      }
      Constructor<?> constructor = type.getDeclaredConstructor(types);
      maker =
          MethodHandles.publicLookup()
              .unreflectConstructor(constructor)
              .asSpreader(Object[].class, types.length)
              .asType(MethodType.methodType(Object.class, Object[].class));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type + " is not public", e);
    }
    names = components.stream().map(Component::name).toList();
  }

  private static Component component(RecordComponent part) throws IllegalAccessException {
    MethodHandle getter =
        MethodHandles.publicLookup()
            .unreflect(part.getAccessor())
            .asType(MethodType.methodType(Object.class, Object.class));
    boolean nullable = part.getAnnotatedType().isAnnotationPresent(Nullable.class);
    Object absent = nullable ? null : absent(part.getType());
    return new Component(
        part.getName(), part.getGenericType(), getter, absent, !nullable && absent == null);
  }

  private static @Nullable Object absent(Class<?> type) {
    if (type == int.class) {
      return 0;
    }
    if (type == long.class) {
      return 0L;
    }
    if (type == boolean.class) {
      return false;
    }
    if (type == String.class) {
      return "";
    }
    if (type == List.class) {
      return List.of();
    }
    return type == Map.class ? Map.of() : null;
  }

  static RecordShape of(Class<?> type) {
    return SHAPES.get(type);
  }

  List<Component> components() {
    return components;
  }

  List<String> names() {
    return names;
  }

  /** Makes one; what its constructor throws comes through. */
  Object make(@Nullable Object[] values) {
    return call(maker, values);
  }

  private static Object call(MethodHandle handle, Object argument) {
    try {
      return handle.invokeExact(argument);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private static Object call(MethodHandle handle, @Nullable Object[] arguments) {
    try {
      return handle.invokeExact(arguments);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}

package io.ringwall.engine.findings;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answers the accessors of an SDK interface from what was written. */
record Written(Class<?> type, Map<String, Object> values) implements InvocationHandler {
  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
      throws Throwable {
    if (method.getDeclaringClass() == Object.class) {
      return switch (method.getName()) {
        case "equals" -> arguments != null && same(arguments[0]);
        case "hashCode" -> hashCode();
        default -> type.getSimpleName() + values;
      };
    }
    return method.isDefault()
        ? InvocationHandler.invokeDefault(proxy, method, arguments)
        : values.get(method.getName());
  }

  private boolean same(@Nullable Object other) {
    return other != null
        && Proxy.isProxyClass(other.getClass())
        && Proxy.getInvocationHandler(other) instanceof Written written
        && equals(written);
  }
}

package io.ringwall.engine.rules;

import java.lang.reflect.Method;

/**
 * Something that DRL can ask of a type.
 *
 * @param name as written in DRL
 * @param method what is called
 * @param type what it gives
 * @param nullable may it be absent
 */
record Accessor(String name, Method method, Class<?> type, boolean nullable) {
  boolean takesArguments() {
    return method.getParameterCount() > 0;
  }
}

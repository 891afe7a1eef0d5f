package io.ringwall.sdk.plugin;

import java.util.Map;

/**
 * Declares a vendor's own kind of event.
 *
 * @param type its type, prefixed by the vendor: {@code acme.login}
 * @param attributes its attributes: name to type
 */
public record CustomEventType(String type, Map<String, AttributeType> attributes) {
  public CustomEventType {
    attributes = Map.copyOf(attributes);
  }
}

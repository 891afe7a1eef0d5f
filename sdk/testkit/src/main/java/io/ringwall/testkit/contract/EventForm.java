package io.ringwall.testkit.contract;

import io.ringwall.engine.archive.EventJson;
import io.ringwall.sdk.event.CustomEvent;
import io.ringwall.sdk.event.Event;
import io.ringwall.sdk.plugin.AttributeType;
import io.ringwall.sdk.plugin.CustomEventType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Says of events, in the order in which they were handed over, what is wrong with them. */
final class EventForm {
  private static final int SHOWN_MAX = 10;

  private final String source;
  private final List<CustomEventType> declared;
  private final EventJson json = new EventJson();
  private final List<String> breaches = new ArrayList<>();

  private EventForm(String source, List<CustomEventType> declared) {
    this.source = source;
    this.declared = declared;
  }

  /** How the engine knows an event again. */
  static String id(Event event) {
    return event.epoch() + "/" + event.sequence() + "/" + event.ordinal();
  }

  /**
   * What is wrong, a sentence each; of many, the first.
   *
   * @param source name of the source that emitted them
   * @param declared the plugin's own kinds of event
   */
  static List<String> breaches(String source, List<CustomEventType> declared, List<Event> events) {
    var form = new EventForm(source, declared);
    form.origins(events);
    form.positions(events);
    for (Event event : events) {
      form.attributes(event);
      form.survivesJson(event);
    }
    return form.breaches.stream().distinct().limit(SHOWN_MAX).toList();
  }

  private void origins(List<Event> events) {
    for (Event event : events) {
      if (!event.host().equals(TestContext.HOST) || !event.source().equals(source)) {
        breaches.add(
            "an event says it comes from host '%s', source '%s'; the context's origin says '%s', '%s'"
                .formatted(event.host(), event.source(), TestContext.HOST, source));
      }
      if (event.epoch().isBlank()) {
        breaches.add("an event has no epoch: " + event);
      }
    }
  }

  /** Within an epoch positions grow, and no two events share position and ordinal. */
  private void positions(List<Event> events) {
    Set<String> ids = new HashSet<>();
    Map<String, Event> last = new HashMap<>();
    for (Event event : events) {
      if (!ids.add(id(event))) {
        breaches.add("two events have epoch, sequence and ordinal " + id(event));
        continue;
      }
      Event before = last.put(event.epoch(), event);
      if (before != null
          && (event.sequence() < before.sequence()
              || event.sequence() == before.sequence() && event.ordinal() < before.ordinal())) {
        breaches.add("event " + id(event) + " came after " + id(before) + ", so it does not grow");
      }
    }
  }

  private void attributes(Event event) {
    event
        .attributes()
        .forEach((name, value) -> {
          boolean plain =
              value instanceof List<?> list
                  ? list.stream().allMatch(EventForm::scalar)
                  : scalar(value);
          if (!plain) {
            breaches.add(
                "attribute '%s' is a %s; expected String, Long, Double, Boolean or a list of them"
                    .formatted(name, value.getClass().getName()));
          }
        });
    if (event instanceof CustomEvent custom) {
      declared(custom);
    }
  }

  private static boolean scalar(Object value) {
    return value instanceof String
        || value instanceof Long
        || value instanceof Double
        || value instanceof Boolean;
  }

  private void declared(CustomEvent event) {
    Map<String, AttributeType> attributes =
        declared.stream()
            .filter(type -> type.type().equals(event.type()))
            .findFirst()
            .map(CustomEventType::attributes)
            .orElse(null);
    if (attributes == null) {
      breaches.add("the plugin does not declare events of type '" + event.type() + "'");
      return;
    }
    event
        .attributes()
        .forEach((name, value) -> {
          AttributeType type = attributes.get(name);
          if (type == null) {
            breaches.add("'%s' does not declare its attribute '%s'".formatted(event.type(), name));
          } else if (!fits(type, value)) {
            breaches.add(
                "'%s' declares its attribute '%s' as %s, found %s"
                    .formatted(event.type(), name, type, value.getClass().getSimpleName()));
          }
        });
  }

  private static boolean fits(AttributeType type, Object value) {
    return switch (type) {
      case TEXT -> value instanceof String || value instanceof List<?>;
      case NUMBER -> value instanceof Long;
      case DECIMAL -> value instanceof Double;
      case FLAG -> value instanceof Boolean;
    };
  }

  private void survivesJson(Event event) {
    String line = json.write(event);
    String again = json.write(json.read(line));
    if (!line.equals(again)) {
      breaches.add("an event does not survive its archive: " + line + " was read as " + again);
    }
  }
}

package io.ringwall.plugin.docker;

import io.ringwall.sdk.event.ContainerAction;
import io.ringwall.sdk.event.ContainerEvent;
import io.ringwall.sdk.event.ContainerEventBuilder;
import io.ringwall.sdk.event.ExecSession;
import io.ringwall.sdk.event.NetworkAttachment;
import io.ringwall.sdk.event.Origin;
import io.ringwall.sdk.event.Workload;
import io.ringwall.sdk.source.Bounded;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes container events of Docker's messages, in the order in which they stand in the log: the end
 * of an exec does not repeat its command, and a message about a network names the container only by
 * its id.
 */
final class EventReader {
  private static final int REMEMBERED = 10_000;
  private static final long NANOS = 1_000_000_000;
  private static final String HEALTH = "health_status";

  /** Attributes of messages that are no labels. */
  private static final Set<String> OWN =
      Set.of(
          "container", "execDuration", "execID", "exitCode", "image", "name", "oldName", "signal");

  private static final Map<String, ContainerAction> ACTIONS =
      Map.ofEntries(
          Map.entry("create", ContainerAction.CREATE),
          Map.entry("start", ContainerAction.START),
          Map.entry("restart", ContainerAction.RESTART),
          Map.entry("pause", ContainerAction.PAUSE),
          Map.entry("unpause", ContainerAction.UNPAUSE),
          Map.entry("stop", ContainerAction.STOP),
          Map.entry("kill", ContainerAction.KILL),
          Map.entry("oom", ContainerAction.OOM),
          Map.entry("die", ContainerAction.DIE),
          Map.entry("destroy", ContainerAction.DESTROY),
          Map.entry("rename", ContainerAction.RENAME),
          Map.entry("update", ContainerAction.UPDATE),
          Map.entry("exec_create", ContainerAction.EXEC_CREATE),
          Map.entry("exec_start", ContainerAction.EXEC_START),
          Map.entry("exec_die", ContainerAction.EXEC_DIE),
          Map.entry(HEALTH, ContainerAction.HEALTH));

  private final KnownContainers known;
  private final Origin origin;
  private final Commands commands;
  private final Map<String, Exec> execs = Bounded.map(REMEMBERED);
  private final Map<String, Workload> named = Bounded.map(REMEMBERED);
  private final Ordinals ordinals;

  /** An exec session that has not ended. */
  private record Exec(ExecSession session, boolean healthProbe) {}

  /** One message, whichever version of Docker wrote it. */
  private record Message(
      String type, String action, String detail, String id, Map<String, String> attributes) {}

  /** Who knows the exact command of an exec session, which messages tell only roughly. */
  interface Commands {
    /** The command line, or null when it is not known. */
    @Nullable String of(String execId);
  }

  EventReader(KnownContainers known, Origin origin) {
    this(known, origin, new Ordinals(), execId -> null);
  }

  EventReader(KnownContainers known, Origin origin, Ordinals ordinals, Commands commands) {
    this.known = known;
    this.origin = origin;
    this.ordinals = ordinals;
    this.commands = commands;
  }

  /** The event of a line, or null when it is about no container. */
  @Nullable ContainerEvent read(JsonObject line) throws ShapeException {
    Message message = message(line);
    boolean network = message.type().equals("network");
    String container = network ? message.attributes().get("container") : message.id();
    if (!network && !message.type().equals("container") || container == null) {
      return null;
    }
    ContainerAction action = action(message, network);
    if (network && action == ContainerAction.OTHER) {
      return null;
    }
    long sequence = nanos(line);
    Instant time = Instant.ofEpochSecond(sequence / NANOS, sequence % NANOS);
    Workload workload = workload(container.toLowerCase(Locale.ROOT), message, network, time);
    ContainerEventBuilder event =
        ContainerEvent.builder(origin, sequence, time)
            .ordinal(ordinals.next(sequence))
            .action(action)
            .workload(workload);
    switch (action) {
      case NETWORK_CONNECT, NETWORK_DISCONNECT -> event.networks(network(message, workload, time));
      case EXEC_CREATE, EXEC_START, EXEC_DIE -> exec(event, action, message, workload, time);
      case HEALTH -> event.health(message.detail());
      case KILL -> event.signal(message.attributes().get("signal"));
      case DIE -> event.exitCode(exitCode(message));
      case OTHER -> event.attributes(Map.of("action", message.action()));
      default -> {}
    }
    return event.build();
  }

  private static Message message(JsonObject line) throws ShapeException {
    JsonObject actor = line.object("Actor");
    String id = actor.has("ID") ? actor.text("ID") : line.text("id");
    String action = line.text(line.has("Action") ? "Action" : "status");
    if (action == null) {
      throw line.unexpected("Action", "a text");
    }
    String type = line.text("Type");
    if (type == null) {
      type = "container";
    }
    if (id == null && type.equals("container")) {
      throw actor.unexpected("ID", "a text");
    }
    Map<String, String> attributes = new LinkedHashMap<>(actor.object("Attributes").textMap());
    String from = line.text("from");
    if (from != null) {
      attributes.putIfAbsent("image", from);
    }
    int colon = action.indexOf(':');
    String word = colon < 0 ? action : action.substring(0, colon);
    String detail = colon < 0 ? "" : action.substring(colon + 1).strip();
    return new Message(type, word.strip(), detail, id == null ? "" : id, attributes);
  }

  private static ContainerAction action(Message message, boolean network) {
    if (!network) {
      return ACTIONS.getOrDefault(message.action(), ContainerAction.OTHER);
    }
    return switch (message.action()) {
      case "connect" -> ContainerAction.NETWORK_CONNECT;
      case "disconnect" -> ContainerAction.NETWORK_DISCONNECT;
      default -> ContainerAction.OTHER;
    };
  }

  /** When a message was written, in nanoseconds since 1970. */
  static long nanos(JsonObject line) throws ShapeException {
    String key = line.has("timeNano") ? "timeNano" : "time";
    long value = line.number(key);
    long limit = key.equals("time") ? Long.MAX_VALUE / NANOS : Long.MAX_VALUE;
    if (value <= 0 || value > limit) {
      throw line.unexpected(key, "a time since 1970");
    }
    return key.equals("time") ? value * NANOS : value;
  }

  private Workload workload(String id, Message message, boolean network, Instant time) {
    KnownContainers.Known inspected = known.find(id);
    if (inspected != null) {
      return inspected.at(time);
    }
    String image = message.attributes().get("image");
    if (network || image == null) {
      Workload before = named.get(id);
      return before == null ? Workloads.unnamed(id, origin.host()) : before;
    }
    String name = message.attributes().getOrDefault("name", Workloads.shortId(id));
    Map<String, String> labels = new LinkedHashMap<>(message.attributes());
    labels.keySet().removeAll(OWN);
    Workload told = Workloads.builder(id, name, Naming.image(image), labels, origin.host()).build();
    named.put(id, told);
    return told;
  }

  private List<NetworkAttachment> network(Message message, Workload workload, Instant time) {
    String name = message.attributes().getOrDefault("name", message.id());
    KnownContainers.Known inspected = known.find(workload.containerId());
    NetworkAttachment attachment = inspected == null ? null : inspected.in(name, time);
    return List.of(
        attachment == null
            ? new NetworkAttachment(name, message.id(), List.of(), null, List.of())
            : attachment);
  }

  private void exec(
      ContainerEventBuilder event,
      ContainerAction action,
      Message message,
      Workload workload,
      Instant time) {
    String id = message.attributes().get("execID");
    // Old versions of Docker give no id; their sessions cannot be told apart.
    String key = id == null ? workload.containerId() + " " + message.detail() : id;
    Exec exec = execs.get(key);
    if (exec == null) {
      KnownContainers.Known inspected = known.find(workload.containerId());
      String exact = id == null ? null : commands.of(id);
      exec =
          new Exec(
              ExecSession.builder()
                  .execId(id == null ? "" : id)
                  .commandLine(exact == null ? message.detail() : exact)
                  .requestedAt(time)
                  .build(),
              inspected != null && message.detail().equals(inspected.healthProbe()));
      execs.put(key, exec);
    }
    if (action == ContainerAction.EXEC_DIE) {
      execs.remove(key);
      event.exitCode(exitCode(message));
    }
    event.execSession(exec.session()).healthProbe(exec.healthProbe());
  }

  private static @Nullable Integer exitCode(Message message) {
    String text = message.attributes().get("exitCode");
    return text != null && text.matches("-?[0-9]{1,9}") ? (Integer) Integer.parseInt(text) : null;
  }
}

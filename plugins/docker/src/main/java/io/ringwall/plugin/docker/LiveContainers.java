package io.ringwall.plugin.docker;

import io.ringwall.sdk.event.ContainerAction;
import io.ringwall.sdk.event.ContainerEvent;
import io.ringwall.sdk.event.ContainerEventBuilder;
import io.ringwall.sdk.event.Origin;
import io.ringwall.sdk.plugin.CaptureSource;
import io.ringwall.sdk.plugin.EventSink;
import io.ringwall.sdk.plugin.SourceContext;
import io.ringwall.sdk.plugin.Timing;
import io.ringwall.sdk.source.Bounded;
import io.ringwall.sdk.source.Interruptions;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * What happens to a daemon's containers. It listens first and asks then what there is, so that
 * nothing falls in between; after the daemon was away it goes on behind the last message it had,
 * and makes up for what no message told by comparing what runs with what ran.
 */
final class LiveContainers implements CaptureSource {
  private static final Duration LATENESS = Duration.ofSeconds(1);
  private static final int LINE_MAX = 1 << 20;
  private static final long NANOS = 1_000_000_000;

  /** Messages are stamped before they are queued, so one may come a little behind a later one. */
  private static final long DISORDER_NANOS = 2 * NANOS;

  /** More than any daemon tells within that time. */
  private static final int HEARD_MAX = 10_000;

  private static final long FIRST_PAUSE_MILLIS = 100;
  private static final long LONGEST_PAUSE_MILLIS = 5_000;

  private final EngineApi api;
  private final SourceContext context;
  private final Origin origin;
  private final KnownContainers known = new KnownContainers();
  private final Ordinals ordinals = new Ordinals();
  private final EventReader reader;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Map<String, Instant> running = new HashMap<>();
  private final Map<String, Instant> lastStart = new HashMap<>();

  /** Starts that were told of what an inspection showed, before the message that tells the same. */
  private final Map<String, Instant> awaited = Bounded.map(HEARD_MAX);

  /** Messages, and how far the position had come with each. */
  private final Map<String, Long> heard = Bounded.map(HEARD_MAX);

  private final Joining joining = new Joining();

  private volatile long position;
  private volatile @Nullable EngineCall listening;

  /**
   * Containers of one daemon.
   *
   * @param daemon what the daemon calls itself; positions are of its messages
   */
  LiveContainers(EngineApi api, String daemon, SourceContext context) {
    this.api = api;
    this.context = context;
    this.origin = context.origin("daemon-" + daemon.replaceAll("[^0-9A-Za-z-]", "-"));
    this.reader = new EventReader(known, origin, ordinals, this::arguments);
    HandedOver handed = HandedOver.read(context.handedOver());
    if (handed == null) {
      this.position = position(context, origin.epoch());
    } else {
      this.position = handed.position();
      takeOver(handed);
    }
  }

  private void takeOver(HandedOver handed) {
    lastStart.putAll(handed.starts());
    running.putAll(handed.starts());
    running.keySet().retainAll(handed.running());
    awaited.putAll(handed.awaited());
    handed.heard().forEach(message -> heard.put(message, handed.position()));
  }

  private static long position(SourceContext context, String epoch) {
    OptionalLong resume = context.resumeFrom(epoch);
    if (resume.isPresent()) {
      return resume.getAsLong();
    }
    long now = HandedOver.nanos(context.clock().instant());
    context.beginsAt(epoch, now);
    return now;
  }

  @Override
  public Timing timing() {
    return Timing.live(LATENESS);
  }

  @Override
  public void run(EventSink sink) throws InterruptedException {
    long pause = FIRST_PAUSE_MILLIS;
    boolean told = false;
    long since = heard.isEmpty() ? position : position - DISORDER_NANOS;
    while (closed.getCount() > 0) {
      try (EngineCall messages = api.events(since)) {
        listening = messages;
        if (closed.getCount() == 0) {
          return;
        }
        compare(sink);
        pause = FIRST_PAUSE_MILLIS;
        if (told) {
          context.diagnostics().remark("Docker answers again");
        }
        told = false;
        listen(messages, sink);
      } catch (ClosedByInterruptException e) {
        throw Interruptions.of(e);
      } catch (IOException | ShapeException e) {
        if (closed.getCount() > 0 && !told) {
          context
              .diagnostics()
              .remark("Docker does not answer, and is asked again: " + e.getMessage());
          told = true;
        }
      } finally {
        listening = null;
      }
      since = Math.max(since, position - DISORDER_NANOS);
      context.diagnostics().count("reconnections", 1);
      closed.await(pause, TimeUnit.MILLISECONDS);
      pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
    }
  }

  /** What runs and was not told of starts; what was and does not run any more has ended. */
  private void compare(EventSink sink) throws IOException, ShapeException, InterruptedException {
    Set<String> found = new HashSet<>();
    for (String id : api.containers()) {
      Inspected container = inspected(id);
      if (container == null) {
        continue;
      }
      found.add(id);
      Instant started = container.started();
      boolean runs = started != null && container.finished() == null;
      Instant before = running.get(id);
      if (before != null && (!runs || !before.equals(started))) {
        Instant finished = container.finished();
        end(id, finished == null || finished.isBefore(before) ? started : finished, sink);
      }
      if (started == null || started.equals(lastStart.get(id))) {
        continue;
      }
      if (runs) {
        awaited.put(id, started);
        start(container, started, sink);
      } else if (HandedOver.nanos(started) >= position - DISORDER_NANOS) {
        // It began and ended while nobody listened.
        awaited.put(id, started);
        start(container, started, sink);
        end(id, container.finished(), sink);
      }
    }
    for (String id : List.copyOf(running.keySet())) {
      if (!found.contains(id)) {
        end(id, null, sink);
      }
    }
  }

  private @Nullable Inspected inspected(String id) throws IOException {
    try {
      Optional<JsonObject> found = api.container(id);
      if (found.isEmpty()) {
        return null;
      }
      Inspected container = Inspected.read(found.get(), origin.host());
      known.add(
          new KnownContainers.Known(
              container.workload(),
              container.started(),
              container.finished(),
              container.healthProbe()));
      return container;
    } catch (ShapeException e) {
      context.diagnostics().malformed("inspected-container", 1);
      return null;
    }
  }

  /** An event of what an inspection shows: its position is the time it shows. */
  private ContainerEventBuilder at(Instant time) {
    long sequence = HandedOver.nanos(time);
    return ContainerEvent.builder(origin, sequence, time).ordinal(ordinals.next(sequence));
  }

  private void start(Inspected container, Instant started, EventSink sink)
      throws InterruptedException {
    joined(container.workload().containerId(), sink);
    running.put(container.workload().containerId(), started);
    lastStart.put(container.workload().containerId(), started);
    sink.emit(
        at(started)
            .action(ContainerAction.START)
            .workload(container.workload())
            .networks(container.workload().networks())
            .mounts(container.mounts())
            .ports(container.ports())
            .security(container.security())
            .command(container.command())
            .entrypoint(container.entrypoint())
            .build());
    context.diagnostics().count("containers", 1);
  }

  /** A container ended while nobody listened. */
  private void end(String id, @Nullable Instant at, EventSink sink) throws InterruptedException {
    running.remove(id);
    KnownContainers.Known last = known.find(id);
    if (last == null) {
      return;
    }
    Instant time = at == null ? context.clock().instant() : at;
    known.ended(id, time);
    context.diagnostics().count("ends-made-up-for", 1);
    sink.emit(at(time).action(ContainerAction.DIE).workload(last.workload()).build());
  }

  private void listen(EngineCall messages, EventSink sink)
      throws IOException, InterruptedException {
    while (closed.getCount() > 0) {
      byte[] line = messages.nextLine(LINE_MAX);
      if (line == null) {
        return;
      }
      if (line.length == 0) {
        context.diagnostics().malformed("line-too-long", 1);
        continue;
      }
      String text = new String(line, StandardCharsets.UTF_8);
      if (heard.containsKey(text)) {
        continue;
      }
      try {
        JsonObject message = JsonObject.of(Json.read(line, 0, line.length), "");
        if (joining.keeps(message, text, running::containsKey)) {
          continue;
        }
        take(message, sink);
      } catch (JacksonException e) {
        context.diagnostics().malformed("not-json", 1);
      } catch (ShapeException e) {
        context.diagnostics().malformed("no-docker-event", 1);
      }
      heard.put(text, position);
    }
  }

  private void take(JsonObject message, EventSink sink)
      throws IOException, ShapeException, InterruptedException {
    if ("connect".equals(message.text("Action"))) {
      inspectConnected(message);
    }
    ContainerEvent event = reader.read(message);
    if (event == null) {
      context.diagnostics().count("not-of-containers", 1);
      return;
    }
    context.diagnostics().count("messages", 1);
    String id = event.workload().containerId();
    if (event.action() != ContainerAction.START) {
      joined(id, sink);
    }
    switch (event.action()) {
      case START -> started(id, event, sink);
      case DIE -> ended(id, event, sink);
      case DESTROY -> {
        sink.emit(event);
        known.forget(id);
        lastStart.remove(id);
      }
      default -> sink.emit(event);
    }
    position = Math.max(position, event.sequence());
  }

  /** Tells which networks a container has joined while it was being started. */
  private void joined(String id, EventSink sink) throws InterruptedException {
    for (Joining.Kept kept : joining.take(id)) {
      try {
        ContainerEvent event = reader.read(kept.message());
        if (event != null) {
          sink.emit(event);
          context.diagnostics().count("messages", 1);
          position = Math.max(position, event.sequence());
        }
      } catch (ShapeException e) {
        context.diagnostics().malformed("no-docker-event", 1);
      }
      heard.put(kept.line(), position);
    }
  }

  /** The message may be late: of a life whose end was made up for, while the next one began. */
  private void ended(String id, ContainerEvent event, EventSink sink) throws InterruptedException {
    Instant started = running.get(id);
    boolean ofThisLife = started != null && !event.time().isBefore(started);
    if (ofThisLife) {
      running.remove(id);
    }
    if (ofThisLife || !known.wasEnded(id)) {
      sink.emit(event);
    }
    known.ended(id, event.time());
  }

  /** A message about a network does not say which address the container has there. */
  private void inspectConnected(JsonObject message) throws IOException, ShapeException {
    String container = message.object("Actor").object("Attributes").text("container");
    if (container != null) {
      inspected(container);
    }
  }

  /** A start is told once, with all that the daemon knows of the container. */
  private void started(String id, ContainerEvent event, EventSink sink)
      throws IOException, InterruptedException {
    Instant told = awaited.get(id);
    boolean wasTold = told != null && isMessageOf(told, event.time());
    if (wasTold) {
      awaited.remove(id);
    }
    Inspected container = inspected(id);
    Instant started = container == null ? null : container.started();
    if (container == null || started == null || container.finished() != null) {
      // It is gone again already: what the message says is all there is.
      if (!wasTold && !running.containsKey(id)) {
        running.put(id, event.time());
        lastStart.put(id, started == null ? event.time() : started);
        joined(id, sink);
        sink.emit(event);
      }
      return;
    }
    if (!started.equals(lastStart.get(id))) {
      start(container, started, sink);
    }
  }

  /** Docker says so a little after it has started a container. */
  private static boolean isMessageOf(Instant start, Instant message) {
    return !message.isBefore(start) && message.isBefore(start.plusNanos(DISORDER_NANOS));
  }

  /** The exact command of an exec session, while the daemon still knows it. */
  private @Nullable String arguments(String execId) {
    try {
      Optional<JsonObject> exec = api.exec(execId);
      if (exec.isEmpty()) {
        return null;
      }
      JsonObject process = exec.get().object("ProcessConfig");
      String program = process.text("entrypoint");
      return program == null ? null : CommandLine.of(program, process.texts("arguments"));
    } catch (IOException | ShapeException e) {
      context.diagnostics().count("execs-not-inspected", 1);
      return null;
    }
  }

  @Override
  public byte @Nullable [] handOver() {
    long from = joining.reached(position);
    long since = from - DISORDER_NANOS;
    List<String> again =
        heard.entrySet().stream()
            .filter(message -> message.getValue() >= since)
            .map(Map.Entry::getKey)
            .toList();
    return new HandedOver(from, lastStart, running.keySet(), awaited, again).bytes();
  }

  @Override
  public void close() {
    closed.countDown();
    EngineCall messages = listening;
    if (messages != null) {
      try {
        messages.close();
      } catch (IOException e) {
        context.diagnostics().remark("Docker's messages cannot be closed: " + e.getMessage());
      }
    }
  }
}

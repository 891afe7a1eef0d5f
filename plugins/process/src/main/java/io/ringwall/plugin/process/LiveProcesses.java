package io.ringwall.plugin.process;

import io.ringwall.kernel.KernelException;
import io.ringwall.kernel.ProcessListener;
import io.ringwall.kernel.ProcessTracking;
import io.ringwall.kernel.SeenProcess;
import io.ringwall.sdk.event.AddressPair;
import io.ringwall.sdk.event.ConnectionState;
import io.ringwall.sdk.event.Event;
import io.ringwall.sdk.event.FlowPhase;
import io.ringwall.sdk.event.IpAddress;
import io.ringwall.sdk.event.ProcessRef;
import io.ringwall.sdk.plugin.CaptureSource;
import io.ringwall.sdk.plugin.EventSink;
import io.ringwall.sdk.plugin.PluginException;
import io.ringwall.sdk.plugin.PluginException.Category;
import io.ringwall.sdk.plugin.SourceContext;
import io.ringwall.sdk.plugin.Timing;
import io.ringwall.sdk.source.Bounded;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Tells of programs that are started and end in containers, and of the connections that their
 * processes begin or, where they share the host's network, accept. One thread, but {@link #close}.
 */
final class LiveProcesses implements CaptureSource, ProcessListener {
  private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");
  private static final Duration LATENESS = Duration.ofMillis(100);
  private static final Duration SOON = LATENESS.dividedBy(2);
  private static final Duration IDLE = Duration.ofMillis(100);

  /**
   * How long what is told of a connection is held: a socket knows the address that was asked for,
   * and who tracks connections, who stands behind it. Alone it would be judged under the wrong one.
   */
  private static final Duration HELD = Duration.ofMillis(20);

  private static final Duration SLICE = Duration.ofMillis(5);
  private static final int SHARE = 512;
  private static final int PROCESSES = 65_536;

  private final ProcessTracking tracking;
  private final boolean ofTheHost;
  private final int max;
  private final SourceContext context;
  private final ProcessEvents events;
  private final KnownPrograms programs;
  private final ProcessRefs refs;
  private final Map<Integer, Told> told = Bounded.map(PROCESSES);
  private final Map<Long, Connecting> sockets;
  private final Map<AddressPair, Connecting> byEnds;
  private final List<Event> happened = new ArrayList<>();
  private final Deque<Held> held = new ArrayDeque<>();
  private long number;
  private long lost;
  private volatile boolean closed;

  private record Held(Event event, long nanos) {}

  private record Told(ProcessRef process, @Nullable String container) {}

  /** A source that tells nothing yet. */
  LiveProcesses(
      ProcessTracking tracking,
      KnownPrograms programs,
      ProcessSettings settings,
      SourceContext context) {
    this.tracking = tracking;
    this.ofTheHost = settings.hostProcesses();
    this.max = settings.maxConnections();
    this.context = context;
    this.events = new ProcessEvents(context);
    this.programs = programs;
    this.refs = new ProcessRefs(boot(context), programs);
    this.sockets = Bounded.map(max);
    this.byEnds = Bounded.map(max);
  }

  /** Where the kernel has no name for it, each start of the engine counts as one. */
  private static String boot(SourceContext context) {
    try {
      return Files.readString(BOOT).strip();
    } catch (IOException e) {
      return context.startEpoch();
    }
  }

  @Override
  public Timing timing() {
    return Timing.live(LATENESS);
  }

  @Override
  public void run(EventSink sink) throws InterruptedException, PluginException {
    try {
      while (!closed) {
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        int read = tracking.read(held.isEmpty() ? IDLE : SLICE, SHARE, this);
        for (Event event : happened) {
          sink.emit(event);
        }
        happened.clear();
        release(sink);
        if (read > 0) {
          context.diagnostics().count("records", read);
        }
        countLost();
      }
    } catch (KernelException e) {
      if (!closed) {
        throw new PluginException(
            Category.RESOURCE, Objects.requireNonNullElse(e.getMessage(), "the kernel refused"), e);
      }
    }
  }

  /** Lets go what has been held for so long. */
  private void release(EventSink sink) throws InterruptedException {
    long now = System.nanoTime();
    while (!held.isEmpty() && now - held.getFirst().nanos() >= HELD.toNanos()) {
      sink.emit(held.removeFirst().event());
    }
  }

  private void hold(Event event) {
    held.add(new Held(event, System.nanoTime()));
  }

  private void countLost() throws KernelException {
    long now = tracking.lost();
    if (now > lost) {
      context.diagnostics().dropped("kernel-buffer-full", now - lost);
      lost = now;
    }
  }

  @Override
  public void started(SeenProcess process, Instant time) {
    programs.started(process);
    String container = ContainerIds.outermost(process.groups());
    if (container == null && !ofTheHost) {
      return;
    }
    if (process.cut()) {
      context.diagnostics().count("command-lines-cut", 1);
    }
    ProcessRef ref = refs.process(process);
    told.put(process.hostPid(), new Told(ref, container));
    happened.add(events.started(ref, refs.parent(process), container, time));
  }

  @Override
  public void ended(int hostPid, int status, Instant time) {
    programs.ended(hostPid);
    Told known = told.remove(hostPid);
    if (known != null) {
      happened.add(events.ended(known.process(), known.container(), status, time));
    }
  }

  @Override
  public void connects(
      long socket,
      SeenProcess process,
      boolean ofThisNetwork,
      InetAddress to,
      int port,
      Instant time) {
    String container = ContainerIds.outermost(process.groups());
    if (container == null && !ofTheHost || staysInside(to)) {
      sockets.remove(socket);
      return;
    }
    follow(
        socket,
        Connecting.begun(number++, refs.process(process), container, address(to), port, time));
  }

  /** Of what stays in a process's own network nobody else sees anything. */
  private static boolean staysInside(InetAddress to) {
    return to.isLoopbackAddress() || to.isAnyLocalAddress() || to.isLinkLocalAddress();
  }

  private void follow(long socket, Connecting connecting) {
    if (sockets.size() >= max && !sockets.containsKey(socket)) {
      context.diagnostics().dropped("too-many-connections", 1);
    }
    sockets.put(socket, connecting);
  }

  @Override
  public void accepted(
      long socket,
      List<String> groups,
      InetAddress from,
      int fromPort,
      InetAddress to,
      int port,
      Instant time) {
    String container = ContainerIds.outermost(groups);
    if (container == null || staysInside(to)) {
      sockets.remove(socket);
      return;
    }
    var ends = new AddressPair(address(from), fromPort, address(to), port);
    Connecting connecting = Connecting.accepted(number++, container, ends, time);
    follow(socket, connecting);
    name(connecting);
    hold(events.connection(connecting, FlowPhase.ESTABLISHED, ConnectionState.S1, false, time));
  }

  /** Both sides of a connection may be seen: it is one, and has one name. */
  private void name(Connecting connecting) {
    Connecting other = byEnds.putIfAbsent(connecting.ends(), connecting);
    if (other != null && !connecting.joins(other)) {
      byEnds.put(connecting.ends(), connecting);
    }
  }

  private void forget(long socket, Connecting connecting) {
    sockets.remove(socket);
    byEnds.remove(connecting.ends(), connecting);
  }

  private static IpAddress address(InetAddress address) {
    return IpAddress.of(address.getAddress());
  }

  @Override
  public void changed(
      long socket, Change change, InetAddress from, int port, long received, Instant time) {
    Connecting connecting = sockets.get(socket);
    if (connecting == null) {
      return;
    }
    connecting.from(address(from), port);
    if (connecting.tell()) {
      name(connecting);
      hold(
          events.connection(
              connecting,
              FlowPhase.ATTEMPT,
              ConnectionState.S0,
              false,
              attempted(connecting, time)));
    }
    switch (change) {
      case UNANSWERED -> connecting.waits();
      case CONNECTED ->
          hold(
              events.connection(
                  connecting, FlowPhase.ESTABLISHED, ConnectionState.S1, false, time));
      case FAILED -> {
        boolean refused = !connecting.unanswered();
        ConnectionState state = refused ? ConnectionState.REJ : ConnectionState.S0;
        hold(events.connection(connecting, FlowPhase.CLOSE, state, refused, time));
        forget(socket, connecting);
      }
      case CLOSED -> {
        // The other side's end counts as one byte; what came to who accepted is no answer.
        boolean answered = received > 1 && !connecting.accepted();
        hold(
            events.connection(
                connecting, FlowPhase.CLOSE, ConnectionState.UNKNOWN, answered, time));
        forget(socket, connecting);
      }
    }
  }

  /** When it began, unless that is told too late for an event of then. */
  private static Instant attempted(Connecting connecting, Instant now) {
    Instant begun = connecting.begun();
    return begun.isBefore(now.minus(SOON)) ? now : begun;
  }

  @Override
  public void close() {
    closed = true;
    tracking.close();
  }
}

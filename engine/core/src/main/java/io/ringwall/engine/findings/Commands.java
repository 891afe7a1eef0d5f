package io.ringwall.engine.findings;

import io.ringwall.sdk.event.ContainerAction;
import io.ringwall.sdk.event.ContainerEvent;
import io.ringwall.sdk.event.Event;
import io.ringwall.sdk.event.ExecSession;
import io.ringwall.sdk.event.ProcessEvent;
import io.ringwall.sdk.event.ProcessOperation;
import io.ringwall.sdk.event.Workload;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was typed in the exec sessions of each container. The runtime tells the command a session
 * was started with, the process layer tells all commands: the first of these is the same one again.
 */
final class Commands {
  private static final int LONGEST = 1_000;

  /**
   * One command.
   *
   * @param opening is it the one the session was started with
   */
  record Command(Instant time, String session, int pid, String text, boolean opening) {
    Command withPid(int pid) {
      return new Command(time, session, pid, text, opening);
    }
  }

  private final int perContainer;
  private final Map<String, List<Command>> containers;

  Commands(int containers, int perContainer) {
    this.perContainer = perContainer;
    this.containers = Bounded.map(containers, () -> {});
  }

  /** Takes note of an event; gives the container that has a new command, or null. */
  @Nullable String observe(Event event) {
    if (event instanceof ContainerEvent container) {
      ExecSession session = container.execSession();
      boolean entered = container.action() == ContainerAction.EXEC_START;
      return entered && session != null && !container.healthProbe()
          ? open(container, session)
          : null;
    }
    return event instanceof ProcessEvent process ? typed(process) : null;
  }

  List<Command> of(String container) {
    return containers.getOrDefault(container, List.of());
  }

  private @Nullable String open(ContainerEvent event, ExecSession session) {
    String container = event.workload().containerId();
    List<Command> known = commands(container);
    for (int i = 0; i < known.size(); i++) {
      Command command = known.get(i);
      if (command.session().equals(session.execId()) && same(command, session.commandLine())) {
        known.set(
            i, new Command(command.time(), command.session(), command.pid(), command.text(), true));
        return null;
      }
    }
    return add(
        container, new Command(event.time(), session.execId(), 0, session.commandLine(), true));
  }

  private @Nullable String typed(ProcessEvent event) {
    ExecSession session =
        event.execSession() == null ? event.process().execSession() : event.execSession();
    Workload workload = event.workload();
    if (session == null || workload == null) {
      return null;
    }
    if (event.operation() != ProcessOperation.EXEC || event.healthProbe()) {
      return null;
    }
    String line = event.process().commandLine();
    String text = line.isBlank() ? event.process().executable() : line;
    int pid = event.process().hostPid();
    List<Command> known = commands(workload.containerId());
    for (int i = 0; i < known.size(); i++) {
      Command earlier = known.get(i);
      boolean sameSession = earlier.session().equals(session.execId());
      boolean untold = earlier.opening() && earlier.pid() == 0;
      boolean sameProcess = pid != 0 && earlier.pid() == pid;
      if (sameSession && (untold || sameProcess) && same(earlier, text)) {
        known.set(i, earlier.withPid(pid));
        return null;
      }
    }
    return add(
        workload.containerId(), new Command(event.time(), session.execId(), pid, text, false));
  }

  private List<Command> commands(String container) {
    return containers.computeIfAbsent(container, _ -> new ArrayList<>());
  }

  private @Nullable String add(String container, Command command) {
    List<Command> known = commands(container);
    if (known.size() >= perContainer || command.text().isBlank()) {
      return null;
    }
    known.add(
        new Command(
            command.time(),
            command.session(),
            command.pid(),
            Summaries.shortened(command.text().strip(), LONGEST),
            command.opening()));
    return container;
  }

  private static boolean same(Command command, String text) {
    return normal(command.text()).equals(normal(Summaries.shortened(text, LONGEST)));
  }

  /** Without quotes, and the program without its folder: the two tellers differ in these. */
  private static String normal(String text) {
    String plain = text.replaceAll("[\"']", "").strip().replaceAll("\\s+", " ");
    int space = plain.indexOf(' ');
    String program = space < 0 ? plain : plain.substring(0, space);
    String rest = space < 0 ? "" : plain.substring(space);
    return program.substring(program.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT) + rest;
  }

  /** Texts in the order in which they were typed. */
  static List<String> texts(List<Command> commands) {
    return commands.stream().map(Command::text).toList();
  }
}

package io.ringwall.engine.identity;

import io.ringwall.sdk.event.ContainerAction;
import io.ringwall.sdk.event.ContainerEvent;
import io.ringwall.sdk.event.ExecSession;
import io.ringwall.sdk.event.ProcessEvent;
import io.ringwall.sdk.event.ProcessOperation;
import io.ringwall.sdk.event.ProcessRef;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The exec sessions of one container, and which processes belong to them. Sources of processes do
 * not know the runtime's sessions: a session's first process is recognised by its command, the
 * others by their parents. Dispatcher only.
 */
final class ExecSessions {
  /** How long after a session was started its first process may show. */
  private static final Duration ROOT_WITHIN = Duration.ofSeconds(10);

  private final Map<String, Session> sessions;
  private final Map<Integer, Session> processes;

  ExecSessions(IdentityLimits limits) {
    this.sessions = new Bounded<>(limits.sessionsPerContainer());
    this.processes = new Bounded<>(limits.processesPerContainer());
  }

  private static final class Bounded<K, V> extends LinkedHashMap<K, V> {
    private static final long serialVersionUID = 1;
    private final int max;

    Bounded(int max) {
      super(16, 0.75f, true);
      this.max = max;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
      return size() > max;
    }
  }

  /** A session, or a health probe that looks like one. */
  static final class Session {
    private ExecSession told;
    private boolean probe;
    private boolean rooted;
    private Instant since;
    private @Nullable Instant ended;

    private Session(ExecSession told, Instant since) {
      this.told = told;
      this.since = since;
    }

    /** What is known of it by now. */
    ExecSession told() {
      return told;
    }

    /** Is it the container's own health check. */
    boolean probe() {
      return probe;
    }
  }

  /** Takes in an EXEC action; returns its session, or null when it names none. */
  @Nullable Session apply(ContainerEvent event) {
    ExecSession told = event.execSession();
    if (told == null) {
      return null;
    }
    Session session = sessions.computeIfAbsent(told.execId(), _ -> new Session(told, event.time()));
    session.told = merged(session.told, told);
    session.probe |= event.healthProbe();
    if (event.action() == ContainerAction.EXEC_START) {
      session.since = event.time();
    }
    if (event.action() == ContainerAction.EXEC_DIE) {
      session.ended = event.time();
    }
    return session;
  }

  private static ExecSession merged(ExecSession known, ExecSession told) {
    return ExecSession.builder()
        .execId(known.execId())
        .user(told.user() == null ? known.user() : told.user())
        .commandLine(told.commandLine().isEmpty() ? known.commandLine() : told.commandLine())
        .tty(known.tty() || told.tty())
        .requestedAt(known.requestedAt() == null ? told.requestedAt() : known.requestedAt())
        .build();
  }

  /** The session that this process belongs to, or null; remembers it for the process's children. */
  @Nullable Session link(ProcessEvent event) {
    int id = id(event.process());
    Session session = find(event);
    if (event.operation() == ProcessOperation.EXIT) {
      processes.remove(id);
    } else if (session != null && id != 0) {
      processes.put(id, session);
    }
    return session;
  }

  private @Nullable Session find(ProcessEvent event) {
    ExecSession told = event.execSession();
    if (told != null) {
      return sessions.computeIfAbsent(told.execId(), _ -> new Session(told, event.time()));
    }
    Session own = processes.get(id(event.process()));
    if (own != null) {
      return own;
    }
    ProcessRef parent = event.parent();
    Session parents = parent == null ? null : processes.get(id(parent));
    return parents != null ? parents : root(event);
  }

  /** A session that waits for its first process, and this process runs its command. */
  private @Nullable Session root(ProcessEvent event) {
    if (event.operation() != ProcessOperation.EXEC) {
      return null;
    }
    for (Session session : List.copyOf(sessions.values())) {
      if (waits(session, event.time()) && runs(event.process(), session.told.commandLine())) {
        session.rooted = true;
        return session;
      }
    }
    return null;
  }

  private static boolean waits(Session session, Instant now) {
    return !session.rooted
        && session.ended == null
        && !session.since.isAfter(now.plus(ROOT_WITHIN))
        && !now.isAfter(session.since.plus(ROOT_WITHIN));
  }

  private static boolean runs(ProcessRef process, String command) {
    String wanted = command.strip();
    String line = process.commandLine().strip();
    if (wanted.isEmpty() || line.isEmpty()) {
      return false;
    }
    int wantedEnd = endOfProgram(wanted);
    int lineEnd = endOfProgram(line);
    String program = baseName(wanted.substring(0, wantedEnd));
    boolean sameProgram =
        program.equals(baseName(line.substring(0, lineEnd)))
            || program.equals(baseName(process.executable()));
    return sameProgram && words(wanted.substring(wantedEnd)).equals(words(line.substring(lineEnd)));
  }

  private static int endOfProgram(String command) {
    int space = command.indexOf(' ');
    return space < 0 ? command.length() : space;
  }

  private static String baseName(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** Quotes are lost in some logs and kept in others. */
  private static List<String> words(String arguments) {
    String plain = arguments.replace("\"", "").replace("'", "").strip();
    return plain.isEmpty() ? List.of() : List.of(plain.split("\\s+", -1));
  }

  /** The host's number of a process is positive, that of its own namespace negative. */
  private static int id(ProcessRef process) {
    return process.hostPid() > 0 ? process.hostPid() : -process.pid();
  }
}

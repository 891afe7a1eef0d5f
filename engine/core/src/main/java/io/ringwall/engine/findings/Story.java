package io.ringwall.engine.findings;

import io.ringwall.sdk.event.ContainerAction;
import io.ringwall.sdk.event.ContainerEvent;
import io.ringwall.sdk.event.ExecSession;
import io.ringwall.sdk.event.FileEvent;
import io.ringwall.sdk.event.HttpExchange;
import io.ringwall.sdk.event.ProcessEvent;
import io.ringwall.sdk.event.Timed;
import io.ringwall.sdk.event.Workload;
import io.ringwall.sdk.finding.AttackTechnique;
import io.ringwall.sdk.finding.Evidence;
import io.ringwall.sdk.finding.Explanation;
import io.ringwall.sdk.finding.Finding;
import io.ringwall.sdk.finding.Incident;
import io.ringwall.sdk.finding.Layer;
import io.ringwall.sdk.finding.Mode;
import io.ringwall.sdk.finding.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** An incident: what happened in one container, told in order. */
final class Story extends Open {
  private static final int STEPS_MAX = 60;
  private static final int STEP_LONGEST = 240;
  private static final int TELLINGS_MAX = 50;
  private static final int EVENTS_MAX = 50;
  private static final int FINDINGS_MAX = 200;

  /** One time that a rule raised it. */
  private record Telling(Naming naming, List<Aggregate> findings) {
    boolean stands() {
      return findings.stream()
          .allMatch(finding -> finding.absorber() == null && !finding.withdrawn());
    }
  }

  private record Step(Instant time, String text) {}

  private final Commands typed;
  private final String correlationKey;
  private final @Nullable Workload subject;
  private final String host;
  private final String source;
  private final Mode mode;
  private final List<Telling> tellings = new ArrayList<>();
  private final Map<String, Timed> events = new LinkedHashMap<>();
  private final Set<Aggregate> findings = new LinkedHashSet<>();
  private final Naming named;
  private final @Nullable Incident earlier;
  private Instant first;
  private Instant lastSeen;

  Story(Raised raised, long number, Commands typed) {
    Finding finding = raised.finding();
    super(finding.id(), number);
    this.typed = typed;
    this.correlationKey = finding.correlationKey();
    this.subject = finding.subject();
    this.host = finding.host();
    this.source = finding.source();
    this.mode = finding.mode();
    this.named = Naming.of(finding);
    this.first = finding.firstSeen();
    this.lastSeen = finding.lastSeen();
    this.earlier = null;
  }

  /** An incident that an earlier run of the engine emitted, over these findings of it. */
  Story(Incident incident, List<Aggregate> about, long number, Commands typed) {
    super(incident.id(), number);
    this.typed = typed;
    this.correlationKey = incident.correlationKey();
    this.subject = incident.subject();
    this.host = incident.host();
    this.source = incident.source();
    this.mode = incident.mode();
    this.named = Naming.of(incident);
    this.first = incident.firstSeen();
    this.lastSeen = incident.lastSeen();
    this.earlier = incident;
    this.tellings.add(new Telling(named, List.copyOf(about)));
    this.findings.addAll(about);
    restored(incident);
  }

  /** Takes in a raising: its events, and the findings that its support became. */
  void add(Raised raised, List<Aggregate> about) {
    tell(new Telling(Naming.of(raised.finding()), List.copyOf(about)));
    for (Timed part : raised.support()) {
      if (!(part instanceof Finding) && events.size() < EVENTS_MAX) {
        events.putIfAbsent(part.id(), part);
      }
      first = part.time().isBefore(first) ? part.time() : first;
      lastSeen = part.time().isAfter(lastSeen) ? part.time() : lastSeen;
    }
    findings.addAll(about);
    if (findings.size() > FINDINGS_MAX) {
      Set<Aggregate> standing = standing();
      findings.clear();
      standing.stream().limit(FINDINGS_MAX).forEach(findings::add);
    }
  }

  /** What is told again of the same findings takes the place of what was told before. */
  private void tell(Telling now) {
    for (int i = 0; i < tellings.size(); i++) {
      Telling earlier = tellings.get(i);
      boolean again =
          earlier.naming().ruleId().equals(now.naming().ruleId())
              && earlier.findings().equals(now.findings());
      if (again && !earlier.naming().graver(now.naming())) {
        tellings.set(i, now);
        return;
      }
    }
    if (tellings.size() == TELLINGS_MAX) {
      tellings.removeIf(telling -> !telling.stands());
    }
    if (tellings.size() < TELLINGS_MAX) {
      tellings.add(now);
    }
  }

  /** Those of its findings that stand, each once, absorbed ones replaced by what absorbed them. */
  private Set<Aggregate> standing() {
    Set<Aggregate> standing = new LinkedHashSet<>();
    for (Aggregate finding : findings) {
      Aggregate resolved = finding.resolved();
      if (!resolved.withdrawn()) {
        standing.add(resolved);
      }
    }
    return standing;
  }

  /** Has it lost all findings that it was told over. */
  boolean unsupported() {
    return !findings.isEmpty() && standing().isEmpty();
  }

  @Nullable Workload subject() {
    return subject;
  }

  @Override
  Instant lastSeen() {
    return lastSeen;
  }

  String correlationKey() {
    return correlationKey;
  }

  /** The gravest telling whose findings all stand for themselves, else the gravest of all. */
  private Naming naming() {
    Naming best = null;
    Naming any = named;
    for (Telling telling : tellings) {
      if (telling.stands() && (best == null || telling.naming().graver(best))) {
        best = telling.naming();
      }
      any = telling.naming().graver(any) ? telling.naming() : any;
    }
    return best == null ? any : best;
  }

  @Override
  Finding snapshot(int revision) {
    Naming naming = naming();
    Collection<Aggregate> about = sorted(standing());
    Instant last = lastSeen;
    Severity severity = naming.severity();
    Set<AttackTechnique> attack = new LinkedHashSet<>(naming.attack());
    for (Aggregate finding : about) {
      last = finding.lastSeen().isAfter(last) ? finding.lastSeen() : last;
      Severity theirs = finding.naming().severity();
      severity = theirs.compareTo(severity) > 0 ? theirs : severity;
      attack.addAll(finding.naming().attack());
    }
    return Incident.builder()
        .id(id())
        .revision(revision)
        .correlationKey(correlationKey)
        .ruleId(naming.ruleId())
        .ruleSet(naming.ruleSet())
        .ruleSetVersion(naming.ruleSetVersion())
        .layer(naming.layer())
        .title(naming.title())
        .message(naming.message())
        .references(naming.references())
        .tags(naming.tags())
        .severity(severity)
        .confidence(naming.confidence())
        .attack(List.copyOf(attack))
        .subject(subject)
        .commands(commands())
        .firstSeen(first)
        .lastSeen(last)
        .host(host)
        .source(source)
        .evidence(evidence(about))
        .mode(mode)
        .explanation(
            naming.expected().isEmpty()
                ? null
                : new Explanation(List.of(), naming.expected(), null))
        .status(status(false))
        .withdrawal(withdrawal())
        .findings(about.stream().map(Aggregate::id).toList())
        .layers(layers(about))
        .workloads(workloads(about))
        .hosts(hosts(about))
        .attackPath(attackPath(about))
        .build();
  }

  private static List<Aggregate> sorted(Set<Aggregate> findings) {
    return findings.stream()
        .sorted(Comparator.comparing(Aggregate::first).thenComparingLong(Aggregate::number))
        .toList();
  }

  private List<String> commands() {
    List<String> now =
        subject == null ? List.of() : Commands.texts(typed.of(subject.containerId()));
    if (earlier == null || earlier.commands().isEmpty()) {
      return now;
    }
    Set<String> all = new LinkedHashSet<>(earlier.commands());
    all.addAll(now);
    return List.copyOf(all);
  }

  private List<Evidence> evidence(Collection<Aggregate> about) {
    List<Evidence> evidence = new ArrayList<>(earlier == null ? List.of() : earlier.evidence());
    Set<String> told = new HashSet<>();
    evidence.forEach(known -> told.add(known.eventId()));
    events.values().stream()
        .filter(event -> told.add(event.id()))
        .forEach(event -> evidence.add(Summaries.evidence(event)));
    for (Aggregate finding : about) {
      Naming naming = finding.naming();
      if (!told.add(finding.id())) {
        continue;
      }
      evidence.add(
          new Evidence(
              finding.id(), "Finding", finding.first(), naming.title() + ": " + naming.message()));
    }
    return evidence;
  }

  private List<Layer> layers(Collection<Aggregate> about) {
    Set<Layer> layers = new TreeSet<>(earlier == null ? List.of() : earlier.layers());
    events.values().forEach(event -> layers.add(layer(event)));
    about.forEach(finding -> layers.add(finding.naming().layer()));
    return List.copyOf(layers);
  }

  private static Layer layer(Timed event) {
    return switch (event) {
      case ContainerEvent _ -> Layer.CONTAINER;
      case ProcessEvent _ -> Layer.PROCESS;
      case FileEvent _ -> Layer.FILE;
      case HttpExchange _ -> Layer.WEB;
      default -> Layer.NETWORK;
    };
  }

  private List<Workload> workloads(Collection<Aggregate> about) {
    Map<String, Workload> workloads = new LinkedHashMap<>();
    concerned(workloads, subject);
    if (earlier != null) {
      earlier.workloads().forEach(known -> concerned(workloads, known));
    }
    events.values().forEach(event -> concerned(workloads, About.of(event).subject()));
    for (Aggregate finding : about) {
      concerned(workloads, finding.subject());
      concerned(workloads, finding.responder() == null ? null : finding.responder().workload());
    }
    return List.copyOf(workloads.values());
  }

  private static void concerned(Map<String, Workload> workloads, @Nullable Workload workload) {
    if (workload != null) {
      workloads.putIfAbsent(workload.containerId(), workload);
    }
  }

  private List<String> hosts(Collection<Aggregate> about) {
    Set<String> hosts = new LinkedHashSet<>();
    hosts.add(host);
    hosts.addAll(earlier == null ? List.of() : earlier.hosts());
    about.forEach(finding -> hosts.add(finding.host()));
    return List.copyOf(hosts);
  }

  private List<String> attackPath(Collection<Aggregate> about) {
    List<Step> steps = new ArrayList<>();
    Set<String> sessionsTold = new HashSet<>();
    for (Timed event : events.values()) {
      if (event instanceof ContainerEvent exec && exec.execSession() instanceof ExecSession told) {
        sessionsTold.add(told.execId());
      }
      steps.add(new Step(event.time(), step(event)));
    }
    if (subject != null) {
      for (Commands.Command command : typed.of(subject.containerId())) {
        boolean told = command.opening() && sessionsTold.contains(command.session());
        if (!told && !command.time().isBefore(first)) {
          steps.add(new Step(command.time(), "command: " + command.text()));
        }
      }
    }
    for (Aggregate finding : about) {
      Naming naming = finding.naming();
      steps.add(new Step(finding.first(), naming.title() + ": " + naming.message()));
    }
    steps.sort(Comparator.comparing(Step::time));
    List<String> lines = lines(steps);
    if (earlier == null) {
      return lines;
    }
    Set<String> all = new LinkedHashSet<>(earlier.attackPath());
    all.addAll(lines);
    return List.copyOf(all);
  }

  private List<String> lines(List<Step> steps) {
    List<String> lines = new ArrayList<>();
    int leftOut = steps.size() - STEPS_MAX;
    for (int i = 0; i < steps.size(); i++) {
      if (leftOut > 0 && i == STEPS_MAX / 2) {
        lines.add("… " + leftOut + " more steps");
        i += leftOut;
      }
      Step step = steps.get(i);
      lines.add(
          "+"
              + sinceStart(Duration.between(first, step.time()))
              + " "
              + Summaries.shortened(step.text(), STEP_LONGEST));
    }
    return lines;
  }

  private static String sinceStart(Duration span) {
    Duration positive = span.isNegative() ? Duration.ZERO : span;
    String seconds = String.format(java.util.Locale.ROOT, "%02d", positive.toSecondsPart());
    return positive.toHours() == 0
        ? positive.toMinutes() + ":" + seconds
        : positive.toHours()
            + String.format(java.util.Locale.ROOT, ":%02d:", positive.toMinutesPart())
            + seconds;
  }

  private static String step(Timed event) {
    if (event instanceof ContainerEvent container
        && container.execSession() instanceof ExecSession session
        && container.action() == ContainerAction.EXEC_START) {
      Workload workload = container.workload();
      return "exec into container "
          + workload.name()
          + " ("
          + workload.workloadClass()
          + "): "
          + session.commandLine().strip()
          + (session.tty() ? ", at a terminal" : "");
    }
    return Summaries.of(event);
  }
}

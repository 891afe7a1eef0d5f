package io.ringwall.server;

import io.ringwall.engine.config.RingwallException;
import io.ringwall.engine.route.Clearance;
import io.ringwall.engine.route.FindingStream;
import io.ringwall.engine.route.ListedFinding;
import io.ringwall.engine.route.Operations;
import io.ringwall.sdk.finding.FindingStatus;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.eclipse.jetty.http.HttpStatus;
import org.jspecify.annotations.Nullable;

/** Findings: listed, followed, cleared, and taken back. */
final class FindingEndpoints {
  private static final Duration LOOK = Duration.ofMillis(500);
  private static final int QUIET_MAX = 20;
  private static final String LAST_EVENT_ID = "Last-Event-ID";
  private static final int FILTERS_MAX = 100;

  private final Operations operations;
  private final Clients clients;

  FindingEndpoints(Operations operations, Clients clients) {
    this.operations = operations;
    this.clients = clients;
  }

  void list(Exchange exchange) throws IOException {
    exchange.takes(FindingQuery.PARAMETERS);
    List<ListedFinding> findings = operations.findings(FindingQuery.of(exchange::all));
    try (OutputStream out = exchange.stream(Exchange.JSON_LINES)) {
      for (ListedFinding one : findings) {
        out.write((one.line() + "\n").getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  void one(Exchange exchange) throws IOException {
    exchange.takes(List.of());
    String id = exchange.path("id");
    ListedFinding found = operations.finding(id).orElseThrow(() -> unknown("finding", id));
    exchange.write(HttpStatus.OK_200, Exchange.JSON, found.line().getBytes(StandardCharsets.UTF_8));
  }

  private static RingwallException unknown(String what, String id) {
    return new RingwallException(
        RingwallException.Category.INPUT, "no " + what + " '" + id + "' is on the list");
  }

  /** Those that stand, then each revision; after {@code Last-Event-ID}, what came since. */
  void follow(Exchange exchange) throws IOException, InterruptedException {
    exchange.takes(FindingQuery.PARAMETERS);
    FindingQuery query = FindingQuery.of(exchange::all);
    Long last = lastEventId(exchange);
    try (var _ = clients.enter();
        OutputStream out = exchange.stream(EventSource.MEDIA_TYPE)) {
      var events = new EventSource(out);
      long from = last == null ? operations.lastRevision() : last;
      Set<String> told = last == null ? tellStanding(query, events) : Set.of();
      events.alive();
      follow(operations.follow(query, from), told, events, clients::closing);
    }
  }

  private static @Nullable Long lastEventId(Exchange exchange) {
    String last = exchange.header(LAST_EVENT_ID);
    if (last == null) {
      return null;
    }
    if (!last.matches("[0-9]{1,18}")) {
      throw new BadRequest("Last-Event-ID must be one that was given, was '" + last + "'");
    }
    return Long.valueOf(last);
  }

  private Set<String> tellStanding(FindingQuery query, EventSource events) throws IOException {
    Set<String> told = new HashSet<>();
    for (ListedFinding one : operations.findings(query)) {
      events.send("finding", null, one.line());
      told.add(revision(one));
    }
    return told;
  }

  private static String revision(ListedFinding one) {
    return one.finding().id() + " " + one.finding().revision();
  }

  private static void follow(
      FindingStream stream, Set<String> told, EventSource events, BooleanSupplier closing)
      throws IOException, InterruptedException {
    int quiet = 0;
    while (!closing.getAsBoolean()) {
      ListedFinding next = stream.take(LOOK);
      events.left(stream.takeMissed());
      if (next != null && !told.contains(revision(next))) {
        events.send("finding", Long.toString(stream.position()), next.line());
        events.flush();
        quiet = 0;
      } else if (++quiet > QUIET_MAX) {
        events.alive();
        quiet = 0;
      }
    }
  }

  /**
   * What is to be said of which findings.
   *
   * @param status {@code RESOLVED}, {@code ACKNOWLEDGED} or {@code NEW}
   * @param findings ids, or null
   * @param filter parameters as in a query, or null
   * @param reason why, or null
   */
  record Wanted(
      @Nullable FindingStatus status,
      @Nullable List<String> findings,
      @Nullable Map<String, List<String>> filter,
      @Nullable String reason) {}

  void clear(Exchange exchange) throws IOException, InterruptedException {
    exchange.takes(List.of());
    Wanted wanted = exchange.body(Wanted.class);
    FindingStatus status = wanted.status() == null ? FindingStatus.RESOLVED : wanted.status();
    if (status == FindingStatus.SUPPRESSED || status == FindingStatus.WITHDRAWN) {
      throw new BadRequest("status must be RESOLVED, ACKNOWLEDGED or NEW, was " + status);
    }
    String reason = wanted.reason() == null ? "" : wanted.reason();
    Clearance made = operations.clear(which(wanted), status, exchange.by(), reason);
    exchange.json(HttpStatus.CREATED_201, made);
  }

  private Predicate<ListedFinding> which(Wanted wanted) {
    if ((wanted.findings() == null) == (wanted.filter() == null)) {
      throw new BadRequest("either findings or filter must be given");
    }
    if (wanted.findings() != null) {
      Set<String> ids = new HashSet<>(wanted.findings());
      for (String id : ids) {
        if (operations.finding(id).isEmpty()) {
          throw unknown("finding", id);
        }
      }
      return one -> ids.contains(one.finding().id());
    }
    Map<String, List<String>> filter = new HashMap<>(wanted.filter());
    List<String> unknown = new ArrayList<>(filter.keySet());
    unknown.removeAll(FindingQuery.PARAMETERS);
    if (!unknown.isEmpty() || filter.size() > FILTERS_MAX) {
      throw new BadRequest(
          "filter takes "
              + String.join(", ", FindingQuery.PARAMETERS)
              + ", was given "
              + String.join(", ", unknown));
    }
    return FindingQuery.of(name -> filter.getOrDefault(name, List.of()));
  }

  void clearances(Exchange exchange) throws IOException {
    exchange.takes(List.of());
    exchange.json(HttpStatus.OK_200, Map.of("clearances", operations.clearances()));
  }

  void undo(Exchange exchange) throws IOException, InterruptedException {
    exchange.takes(List.of());
    String id = exchange.path("id");
    Clearance gone = operations.undo(id, exchange.by()).orElseThrow(() -> unknown("clearance", id));
    exchange.json(HttpStatus.OK_200, gone);
  }
}

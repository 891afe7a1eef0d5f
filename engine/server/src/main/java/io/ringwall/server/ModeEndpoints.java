package io.ringwall.server;

import io.ringwall.engine.config.ModeEntry;
import io.ringwall.engine.config.ModeEntry.Way;
import io.ringwall.engine.config.RingwallException;
import io.ringwall.engine.model.Glob;
import io.ringwall.engine.model.Ruling;
import io.ringwall.engine.route.ModeTable;
import io.ringwall.engine.route.Operations;
import io.ringwall.sdk.event.WorkloadClass;
import io.ringwall.sdk.finding.Mode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.jetty.http.HttpStatus;
import org.jspecify.annotations.Nullable;

/** Modes of scopes: which hold and why, and changing them. */
final class ModeEndpoints {
  private static final String SCOPE = "scope";
  private static final String DIRECTION = "direction";

  private final Operations operations;

  ModeEndpoints(Operations operations) {
    this.operations = operations;
  }

  /**
   * The modes as they are told.
   *
   * @param otherwise where no entry matches
   * @param entries entries of the configuration and of operators
   * @param workloads what holds for known classes
   */
  record Table(String otherwise, List<Entry> entries, List<Held> workloads) {
    static Table of(ModeTable table) {
      return new Table(
          Parameters.word(table.otherwise()),
          table.entries().stream().map(Entry::of).toList(),
          table.workloads().stream().map(Held::of).toList());
    }
  }

  record Entry(
      String scope, @Nullable String image, List<String> directions, String mode, String origin) {
    static Entry of(ModeTable.Entry one) {
      return of(one.entry(), one.origin());
    }

    private static Entry of(ModeEntry entry, String origin) {
      return new Entry(
          entry.scope(),
          entry.image(),
          entry.directions().stream().sorted().map(Parameters::word).toList(),
          Parameters.word(entry.mode()),
          origin);
    }
  }

  record Held(
      String namespace,
      String service,
      String repository,
      Map<String, Said> modes,
      long learned,
      long candidates) {
    static Held of(ModeTable.Held held) {
      Map<String, Said> modes = new LinkedHashMap<>();
      for (Way way : Way.values()) {
        Ruling ruling = held.rulings().get(way);
        if (ruling != null) {
          modes.put(Parameters.word(way), Said.of(ruling));
        }
      }
      WorkloadClass workload = held.workload();
      return new Held(
          workload.namespace(),
          workload.service(),
          workload.repository(),
          modes,
          held.known().learned(),
          held.known().candidates());
    }
  }

  record Said(String mode, @Nullable String scope, String origin) {
    static Said of(Ruling ruling) {
      String mode = Parameters.word(ruling.mode());
      return ruling.entry() == null
          ? new Said(mode, null, "default")
          : new Said(mode, ruling.entry().entry().scope(), Operations.origin(ruling.entry()));
    }
  }

  void table(Exchange exchange) throws IOException {
    exchange.takes(List.of(SCOPE));
    exchange.json(HttpStatus.OK_200, table(exchange.one(SCOPE)));
  }

  private Table table(@Nullable String scope) {
    if (scope == null) {
      return Table.of(operations.modes(_ -> true, _ -> true));
    }
    checked(scope);
    int slash = scope.indexOf('/');
    var namespace = new Glob(scope.substring(0, slash));
    var service = new Glob(scope.substring(slash + 1));
    return Table.of(
        operations.modes(
            entry -> touches(namespace, service, entry.scope()),
            known -> namespace.matches(known.namespace()) && service.matches(known.service())));
  }

  private static boolean touches(Glob namespace, Glob service, String scope) {
    int slash = scope.indexOf('/');
    return namespace.overlaps(new Glob(scope.substring(0, slash)))
        && service.overlaps(new Glob(scope.substring(slash + 1)));
  }

  private static String checked(@Nullable String scope) {
    try {
      return new ModeEntry(scope == null ? "" : scope, null, Set.of(), Mode.OFF).scope();
    } catch (IllegalArgumentException e) {
      throw new BadRequest(String.valueOf(e.getMessage()));
    }
  }

  /**
   * A mode that is to hold.
   *
   * @param scope pattern over {@code namespace/service}
   * @param mode the mode
   * @param directions for which; none or null for all
   */
  record Wanted(@Nullable String scope, @Nullable String mode, @Nullable List<String> directions) {}

  void give(Exchange exchange) throws IOException, InterruptedException {
    exchange.takes(List.of());
    Wanted wanted = exchange.body(Wanted.class);
    String scope = checked(wanted.scope());
    if (wanted.mode() == null) {
      throw new BadRequest("mode must be given");
    }
    Mode mode = Parameters.constant(Mode.class, "mode", wanted.mode());
    operations.mode(scope, ways(wanted.directions()), mode, exchange.by());
    exchange.json(HttpStatus.OK_200, table(scope));
  }

  void takeBack(Exchange exchange) throws IOException, InterruptedException {
    exchange.takes(List.of(SCOPE, DIRECTION));
    String scope = checked(exchange.one(SCOPE));
    if (!operations.withoutMode(scope, ways(exchange.all(DIRECTION)), exchange.by())) {
      throw new RingwallException(
          RingwallException.Category.INPUT,
          "no operator gave " + scope + " a mode for this; what files say is changed there");
    }
    exchange.json(HttpStatus.OK_200, table(scope));
  }

  private static Set<Way> ways(@Nullable List<String> directions) {
    Set<Way> ways = EnumSet.noneOf(Way.class);
    for (String direction : directions == null ? new ArrayList<String>() : directions) {
      ways.add(Parameters.constant(Way.class, DIRECTION, direction));
    }
    return ways;
  }
}

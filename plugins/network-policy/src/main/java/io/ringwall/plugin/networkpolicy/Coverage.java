package io.ringwall.plugin.networkpolicy;

import io.ringwall.sdk.event.EdgeEnd;
import io.ringwall.sdk.event.EdgeEndKind;
import io.ringwall.sdk.event.EdgeKey;
import io.ringwall.sdk.event.Protocol;
import io.ringwall.sdk.event.WorkloadClass;
import io.ringwall.sdk.plugin.Boundary;
import io.ringwall.sdk.plugin.Membership;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What of a boundary NetworkPolicy can express, and a sentence for each part that it cannot. */
final class Coverage {
  private static final int DNS = 53;

  private final SortedSet<WorkloadClass> guarded = new TreeSet<>(Order.CLASSES);
  private final SortedSet<EdgeKey> edges = new TreeSet<>(Order.EDGES);
  private final List<String> gaps = new ArrayList<>();

  Coverage(Boundary boundary, Membership membership, Blocks blocks) {
    for (WorkloadClass one : new TreeSet<>(sorted(boundary))) {
      String problem = Labels.problem(one);
      if (problem == null) {
        guarded.add(one);
      } else {
        gaps.add(one + " is not guarded: " + problem + ".");
      }
    }
    var all = new TreeSet<>(Order.EDGES);
    all.addAll(boundary.edges());
    for (EdgeKey edge : all) {
      String problem = problem(edge, blocks);
      if (problem == null) {
        edges.add(edge);
      } else {
        gaps.add("\"" + edge + "\" is allowed and yet not let pass: " + problem + ".");
      }
    }
    tellTwins(all, membership);
    tellBlocksOfPods(blocks);
    tellMissingDns();
    tellLimits();
  }

  private static SortedSet<WorkloadClass> sorted(Boundary boundary) {
    var sorted = new TreeSet<>(Order.CLASSES);
    sorted.addAll(boundary.guarded());
    return sorted;
  }

  /** The classes that get a policy. */
  SortedSet<WorkloadClass> guarded() {
    return guarded;
  }

  /** The edges that are let pass. */
  SortedSet<EdgeKey> edges() {
    return edges;
  }

  /** What is not covered, a sentence each. */
  List<String> gaps() {
    return gaps;
  }

  private @Nullable String problem(EdgeKey edge, Blocks blocks) {
    if (!isGuarded(edge.from()) && !isGuarded(edge.to())) {
      return "neither end is guarded by a policy";
    }
    Protocol protocol = edge.protocol();
    if (protocol != Protocol.TCP && protocol != Protocol.UDP && protocol != Protocol.SCTP) {
      return "NetworkPolicy knows TCP, UDP and SCTP only; what becomes of "
          + protocol
          + " is up to the network plugin";
    }
    if (edge.port() < 1 || edge.port() > 65535) {
      return "a port is 1 to 65535";
    }
    String from = problem(edge.from(), blocks);
    return from == null ? problem(edge.to(), blocks) : from;
  }

  private boolean isGuarded(EdgeEnd end) {
    return end.workloadClass() != null && guarded.contains(end.workloadClass());
  }

  private static @Nullable String problem(EdgeEnd end, Blocks blocks) {
    return switch (end.kind()) {
      case WORKLOAD -> Labels.problem(Objects.requireNonNull(end.workloadClass()));
      case NAME -> "NetworkPolicy knows no DNS names";
      case SERVICE ->
          "NetworkPolicy selects pods, not services, and it is not known which pods stand behind '"
              + end.name()
              + "'";
      case HOST ->
          "NetworkPolicy knows no hosts, nor pods in a host's network; allow its addresses instead";
      case ADDRESS, BLOCK, OUTSIDE -> blockProblem(end, blocks);
    };
  }

  private static @Nullable String blockProblem(EdgeEnd end, Blocks blocks) {
    try {
      return blocks.peers(end).isEmpty()
          ? "its addresses are held by containers, whose own edges hold"
          : null;
    } catch (IllegalArgumentException e) {
      return "'" + end + "' is no address nor block that a policy can name";
    }
  }

  /** Classes that differ in their image only have one selector: what one may, all may. */
  private void tellTwins(SortedSet<EdgeKey> all, Membership membership) {
    var known = new TreeSet<>(guarded);
    known.addAll(membership.members().keySet());
    for (EdgeKey edge : all) {
      addClass(known, edge.from());
      addClass(known, edge.to());
    }
    var images = new TreeMap<String, List<WorkloadClass>>();
    for (WorkloadClass one : known) {
      if (Labels.selects(one)) {
        images.computeIfAbsent(one.toString(), _ -> new ArrayList<>()).add(one);
      }
    }
    images.forEach((name, twins) -> {
      if (twins.size() > 1) {
        gaps.add(
            name
                + " runs more than one image ("
                + repositories(twins)
                + "), which no label tells apart: what one of them may, all of them may"
                + boundAlso(twins)
                + ".");
      }
    });
  }

  private String boundAlso(List<WorkloadClass> twins) {
    List<WorkloadClass> unguarded = twins.stream().filter(one -> !guarded.contains(one)).toList();
    return unguarded.isEmpty() || unguarded.size() == twins.size()
        ? ""
        : ", and " + repositories(unguarded) + ", which is not guarded, is bound as the others are";
  }

  private static String repositories(List<WorkloadClass> classes) {
    return classes.stream().map(WorkloadClass::repository).collect(Collectors.joining(", "));
  }

  /** Pods come and go: an address stands for its class only while it is known who holds it. */
  private void tellBlocksOfPods(Blocks blocks) {
    for (EdgeKey edge : edges) {
      if (blocks.mayHoldPods(edge.from()) || blocks.mayHoldPods(edge.to())) {
        gaps.add(
            "\""
                + edge
                + "\" lets pass whatever pod holds an address of it that is not known yet to be a"
                + " container's: it overlaps 'pods'.");
      }
    }
  }

  private static void addClass(SortedSet<WorkloadClass> known, EdgeEnd end) {
    if (end.workloadClass() != null) {
      known.add(end.workloadClass());
    }
  }

  /** A policy that forbids DNS is what was learned, and rarely what was meant. */
  private void tellMissingDns() {
    var without = new TreeSet<>(guarded);
    for (EdgeKey edge : edges) {
      if (edge.port() == DNS && edge.from().kind() == EdgeEndKind.WORKLOAD) {
        without.remove(Objects.requireNonNull(edge.from().workloadClass()));
      }
    }
    if (!without.isEmpty()) {
      gaps.add(
          "No lookup of names (port 53) was learned or allowed that a policy can let pass for "
              + without.stream().map(WorkloadClass::toString).collect(Collectors.joining(", "))
              + ": in a cluster these find no service by its name until the resolver is allowed.");
    }
  }

  private void tellLimits() {
    if (guarded.isEmpty()) {
      return;
    }
    if (edges.stream().anyMatch(Coverage::touchesOutside)) {
      gaps.add(
          "The outside is every address but the blocks named in 'pods' and those that containers"
              + " hold: who comes through a node that translates addresses does not pass as"
              + " outside.");
    }
    gaps.add(
        "Pods in a host's network are not bound by NetworkPolicy, and a node always reaches its own"
            + " pods.");
    gaps.add(
        "NetworkPolicy judges labels, addresses, protocols and ports: not which image a pod runs,"
            + " which process speaks, nor what is said.");
  }

  private static boolean touchesOutside(EdgeKey edge) {
    return edge.from().kind() == EdgeEndKind.OUTSIDE || edge.to().kind() == EdgeEndKind.OUTSIDE;
  }
}

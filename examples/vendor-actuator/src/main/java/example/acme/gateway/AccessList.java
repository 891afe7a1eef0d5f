package example.acme.gateway;

import io.ringwall.sdk.event.AddressBlock;
import io.ringwall.sdk.event.EdgeEnd;
import io.ringwall.sdk.event.EdgeEndKind;
import io.ringwall.sdk.event.EdgeKey;
import io.ringwall.sdk.event.IpAddress;
import io.ringwall.sdk.event.Protocol;
import io.ringwall.sdk.event.WorkloadClass;
import io.ringwall.sdk.plugin.Boundary;
import io.ringwall.sdk.plugin.Member;
import io.ringwall.sdk.plugin.Membership;
import io.ringwall.sdk.plugin.Observation;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The access list that makes a boundary true: what reaches a guarded address, or leaves one, is
 * dropped unless an {@code allow} line says otherwise.
 *
 * <pre>
 * acme-gateway 1
 * boundary 3
 * membership 7
 * guard 10.1.2.1
 * edge shop/web@registry.test%2Fweb shop/carts@registry.test%2Fcarts tcp 8080
 * allow 10.1.1.1 10.1.2.1 tcp 8080
 * </pre>
 *
 * The {@code edge} lines are for us: from them the boundary is read back.
 *
 * @param text the file
 * @param gaps what the gateway cannot express
 */
record AccessList(String text, List<String> gaps) {
  private static final String FORM = "acme-gateway 1";

  static AccessList of(Boundary boundary, Membership membership) {
    Map<WorkloadClass, Set<Member>> members = membership.members();
    Set<String> guards = new TreeSet<>();
    Set<String> edges = new TreeSet<>();
    Set<String> allows = new TreeSet<>();
    Set<String> gaps = new TreeSet<>();
    for (WorkloadClass one : boundary.guarded()) {
      guards.addAll(addresses(EdgeEnd.of(one), members).stream().map("guard "::concat).toList());
    }
    for (EdgeKey edge : boundary.edges()) {
      String gap = gap(edge);
      if (gap.isEmpty()) {
        edges.add(edge(edge));
        allows.addAll(allows(edge, members));
      } else {
        gaps.add(gap);
      }
    }
    List<String> lines = new ArrayList<>();
    lines.add(FORM);
    lines.add("boundary " + boundary.revision());
    lines.add("membership " + membership.revision());
    lines.addAll(guards);
    lines.addAll(edges);
    lines.addAll(allows);
    return new AccessList(String.join("\n", lines) + "\n", List.copyOf(gaps));
  }

  /** Why the gateway cannot let exactly this pass; empty when it can. */
  private static String gap(EdgeKey edge) {
    if (edge.protocol() != Protocol.TCP && edge.protocol() != Protocol.UDP) {
      return "the gateway knows TCP and UDP only, so it drops " + edge;
    }
    for (EdgeEnd end : List.of(edge.from(), edge.to())) {
      if (!knows(end)) {
        return "the gateway knows addresses only and not '" + end + "', so it drops " + edge;
      }
    }
    return "";
  }

  private static boolean knows(EdgeEnd end) {
    try {
      return switch (end.kind()) {
        case WORKLOAD, OUTSIDE -> true;
        case BLOCK -> AddressBlock.parse(end.name()).toString().equals(end.name());
        case ADDRESS -> IpAddress.parse(end.name()).toString().equals(end.name());
        default -> false;
      };
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static Set<String> allows(EdgeKey edge, Map<WorkloadClass, Set<Member>> members) {
    Set<String> allows = new TreeSet<>();
    for (String from : addresses(edge.from(), members)) {
      for (String to : addresses(edge.to(), members)) {
        if (sameFamily(from, to)) {
          allows.add("allow %s %s %s %d".formatted(from, to, protocol(edge), edge.port()));
        }
      }
    }
    return allows;
  }

  private static boolean sameFamily(String from, String to) {
    return from.equals("any") || to.equals("any") || from.contains(":") == to.contains(":");
  }

  private static Set<String> addresses(EdgeEnd end, Map<WorkloadClass, Set<Member>> members) {
    WorkloadClass of = end.workloadClass();
    if (of == null) {
      return Set.of(end.kind() == EdgeEndKind.OUTSIDE ? "any" : end.name());
    }
    Set<String> addresses = new TreeSet<>();
    for (Member member : members.getOrDefault(of, Set.of())) {
      addresses.add(member.address().toString());
    }
    return addresses;
  }

  private static String protocol(EdgeKey edge) {
    return edge.protocol().name().toLowerCase(Locale.ROOT);
  }

  private static String edge(EdgeKey edge) {
    return "edge %s %s %s %d"
        .formatted(end(edge.from()), end(edge.to()), protocol(edge), edge.port());
  }

  private static String end(EdgeEnd end) {
    WorkloadClass of = end.workloadClass();
    return of == null
        ? end.kind() + ":" + safe(end.name())
        : safe(of.namespace()) + "/" + safe(of.service()) + "@" + safe(of.repository());
  }

  private static String safe(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8);
  }

  private static String plain(String name) {
    return URLDecoder.decode(name, StandardCharsets.UTF_8);
  }

  /**
   * What a list enforces.
   *
   * @throws IllegalArgumentException when it is no such list, with a sentence
   */
  static Observation observed(String text) {
    List<String> lines = text.lines().toList();
    if (!lines.getFirst().equals(FORM)) {
      throw new IllegalArgumentException(
          "expected '" + FORM + "' in its first line, found '" + lines.getFirst() + "'");
    }
    long boundary = -1;
    long membership = -1;
    Set<EdgeKey> edges = new HashSet<>();
    for (String line : lines) {
      String[] words = line.split(" ");
      switch (words[0]) {
        case "boundary" -> boundary = Long.parseLong(words[1]);
        case "membership" -> membership = Long.parseLong(words[1]);
        case "edge" -> edges.add(edge(words));
        default -> {}
      }
    }
    return new Observation(boundary, membership, edges);
  }

  private static EdgeKey edge(String[] words) {
    if (words.length != 5) {
      throw new IllegalArgumentException("'" + String.join(" ", words) + "' is no edge");
    }
    return new EdgeKey(
        end(words[1]),
        end(words[2]),
        Protocol.valueOf(words[3].toUpperCase(Locale.ROOT)),
        Integer.parseInt(words[4]));
  }

  private static EdgeEnd end(String word) {
    int slash = word.indexOf('/');
    int at = word.indexOf('@');
    if (slash < 0 || at < slash) {
      int colon = word.indexOf(':');
      EdgeEndKind kind = EdgeEndKind.valueOf(word.substring(0, Math.max(0, colon)));
      return EdgeEnd.of(kind, plain(word.substring(colon + 1)));
    }
    return EdgeEnd.of(
        new WorkloadClass(
            plain(word.substring(0, slash)),
            plain(word.substring(slash + 1, at)),
            plain(word.substring(at + 1))));
  }
}

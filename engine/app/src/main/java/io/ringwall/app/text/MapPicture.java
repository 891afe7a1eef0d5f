package io.ringwall.app.text;

import io.ringwall.engine.model.KnownEdge;
import io.ringwall.sdk.event.EdgeEnd;
import io.ringwall.sdk.event.EdgeEndKind;
import io.ringwall.sdk.event.EdgeState;
import io.ringwall.sdk.event.Image;
import io.ringwall.sdk.event.Protocol;
import io.ringwall.sdk.event.Workload;
import io.ringwall.sdk.event.WorkloadClass;
import io.ringwall.sdk.finding.Finding;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The model as a picture in text: who begins, by namespace and service, and with whom. What was
 * found is drawn into it.
 */
public final class MapPicture {
  private static final Comparator<MapEdge> BY_TARGET =
      Comparator.comparing((MapEdge edge) -> !edge.asItShould())
          .thenComparing(edge -> edge.key().to().toString())
          .thenComparing(edge -> edge.key().protocol())
          .thenComparingInt(edge -> edge.key().port());

  private static final int APART_MAX = 3;

  private final Map<String, Home> homes = new TreeMap<>();
  private final List<MapEdge> all = new ArrayList<>();

  /** Ends that stand together: those outside, hosts, or a namespace. */
  private static final class Home {
    final Map<String, Node> nodes = new TreeMap<>();
  }

  private static final class Node {
    final EdgeEnd end;
    final List<MapEdge> edges = new ArrayList<>();
    final List<String> remarks = new ArrayList<>();

    Node(EdgeEnd end) {
      this.end = end;
    }
  }

  /**
   * A picture of these edges and of what was found on them.
   *
   * @param found findings, numbered from 1 in this order
   */
  public MapPicture(Collection<KnownEdge> known, List<Finding> found) {
    known.stream()
        .filter(edge -> edge.state() != EdgeState.CANDIDATE)
        .map(MapEdge::of)
        .forEach(this::add);
    for (int i = 0; i < found.size(); i++) {
      add(found.get(i), i + 1);
    }
  }

  private void add(Finding finding, int number) {
    if (finding.edge() != null) {
      MapEdge edge = MapEdge.of(finding.edge(), number);
      if (!edge.asItShould()) {
        add(edge);
        return;
      }
    }
    if (finding.subject() instanceof Workload subject) {
      node(EdgeEnd.of(subject.workloadClass()))
          .remarks
          .add(
              Words.visible(finding.title() + ": " + finding.message())
                  + ", see finding "
                  + number);
    }
  }

  private void add(MapEdge edge) {
    all.add(edge);
    node(edge.key().from()).edges.add(edge);
    EdgeEnd to = edge.key().to();
    if (to.workloadClass() != null) {
      node(to);
    }
  }

  private Node node(EdgeEnd end) {
    Home home = homes.computeIfAbsent(home(end), _ -> new Home());
    return home.nodes.computeIfAbsent(order(end), _ -> new Node(end));
  }

  private static String order(EdgeEnd end) {
    WorkloadClass known = end.workloadClass();
    return end + (known == null ? "" : " " + known.repository());
  }

  /** Where an end stands; what begins with a digit only orders. */
  private static String home(EdgeEnd end) {
    return switch (end.kind()) {
      case OUTSIDE, BLOCK, NAME, ADDRESS -> "0outside";
      case HOST -> "1hosts";
      case SERVICE -> "2services";
      case WORKLOAD -> "3" + (end.workloadClass() == null ? "" : end.workloadClass().namespace());
    };
  }

  /** Is there nothing to draw. */
  public boolean isEmpty() {
    return all.isEmpty();
  }

  /** Draws it. */
  public void drawOn(Page page) {
    Ink ink = page.ink();
    long good = all.stream().filter(MapEdge::asItShould).count();
    long unknown = all.stream().filter(edge -> edge.state() == EdgeState.UNKNOWN).count();
    long bad = all.size() - good - unknown;
    page.heading(
        "Who talks to whom: "
            + Words.count(good, "connection")
            + " learned"
            + (bad == 0 ? "" : ", " + Words.number(bad) + " never learned or denied")
            + (unknown == 0 ? "" : ", " + Words.number(unknown) + " in findings"));
    page.line(
        "  "
            + ink.good("──▶")
            + " learned or allowed   "
            + ink.bad("╍╍▶")
            + (bad == 0 && unknown > 0
                ? " in a finding; whether it is usual is not known, since nothing was learned"
                : " never learned, or denied"));
    int room = targetRoom();
    for (Home home : homes.values()) {
      draw(page, home, room);
    }
  }

  private int targetRoom() {
    return all.stream().mapToInt(edge -> Page.wide(target(edge))).max().orElse(0);
  }

  private void draw(Page page, Home home, int room) {
    EdgeEnd any = home.nodes.values().iterator().next().end;
    String indent = "  ";
    if (any.workloadClass() instanceof WorkloadClass known) {
      page.blank();
      page.line("  " + page.ink().bold(Words.visible(known.namespace())));
      indent = "    ";
    } else {
      page.blank();
    }
    TreeSet<String> silent = new TreeSet<>();
    for (Node node : home.nodes.values()) {
      if (node.edges.isEmpty() && node.remarks.isEmpty()) {
        silent.add(name(node.end));
      } else {
        draw(page, node, indent, room);
      }
    }
    if (!silent.isEmpty()) {
      page.wrapped(indent, indent, page.ink().dim("begin nothing: " + String.join(", ", silent)));
    }
  }

  private void draw(Page page, Node node, String indent, int room) {
    Ink ink = page.ink();
    String image =
        node.end.workloadClass() == null ? "" : "  " + node.end.workloadClass().repository();
    page.line(indent + ink.bold(name(node.end)) + ink.dim(Words.visible(image)));
    node.edges.sort(BY_TARGET);
    List<List<MapEdge>> lines = lines(node.edges);
    for (int i = 0; i < lines.size(); i++) {
      boolean last = i == lines.size() - 1 && node.remarks.isEmpty();
      draw(page, lines.get(i), indent + (last ? "╰" : "├"), room);
    }
    for (String remark : node.remarks) {
      page.wrapped(indent + "╰" + ink.bad("╍╍▶ "), indent + "     ", ink.bad(remark));
    }
  }

  /** An edge a line, but many that never were to one end are one line. */
  private static List<List<MapEdge>> lines(List<MapEdge> edges) {
    List<List<MapEdge>> lines = new ArrayList<>();
    for (MapEdge edge : edges) {
      List<MapEdge> many =
          edges.stream()
              .filter(other -> !edge.asItShould() && !other.asItShould())
              .filter(other -> other.key().to().equals(edge.key().to()))
              .toList();
      List<MapEdge> line = many.size() > APART_MAX ? many : List.of(edge);
      if (!lines.contains(line)) {
        lines.add(line);
      }
    }
    return lines;
  }

  private void draw(Page page, List<MapEdge> line, String branch, int room) {
    Ink ink = page.ink();
    MapEdge edge = line.getFirst();
    String to = Page.padded(target(edge), room);
    String port = Page.padded(" ".repeat(Math.max(0, 5 - digits(edge))) + port(edge), 10);
    if (edge.asItShould()) {
      String spoken = edge.application() == null ? "" : Words.visible(edge.application());
      String state = edge.state() == EdgeState.ALLOWED ? " (allowed)" : "";
      String remark = ink.dim(edge.remark() + state);
      page.line(
          branch
              + ink.good("──▶ ")
              + to
              + "  "
              + port
              + "  "
              + Page.padded(spoken, 10)
              + "  "
              + remark);
      return;
    }
    String word =
        switch (edge.state()) {
          case DENIED -> "DENIED, ";
          case UNKNOWN -> "";
          default -> "NEVER LEARNED, ";
        };
    String where = line.size() == 1 ? port : Page.padded(line.size() + " ports", 10);
    String remark =
        line.size() == 1 ? edge.remark() : edge.remark() + " to " + line.getLast().remark();
    page.line(branch + ink.bad("╍╍▶ " + to + "  " + where + "  " + word + remark));
  }

  private static int digits(MapEdge edge) {
    String port = port(edge);
    int slash = port.indexOf('/');
    return slash < 0 ? 0 : slash;
  }

  private static String port(MapEdge edge) {
    Protocol protocol = edge.key().protocol();
    String word = protocol.name().toLowerCase(Locale.ROOT);
    return switch (protocol) {
      case ICMP, ICMPV6 -> (edge.key().port() == 8 || edge.key().port() == 128) ? "ping" : word;
      case OTHER -> "protocol " + edge.key().port();
      default -> edge.key().port() + "/" + word;
    };
  }

  /** A name within its namespace; the image tells apart what has one name. */
  private String name(EdgeEnd end) {
    WorkloadClass known = end.workloadClass();
    return known == null
        ? Words.visible(plain(end))
        : Words.visible(known.service() + apart(end, known));
  }

  private String apart(EdgeEnd end, WorkloadClass known) {
    Home home = homes.get(home(end));
    long namesakes =
        home == null
            ? 0
            : home.nodes.values().stream()
                .filter(node -> node.end.toString().equals(end.toString()))
                .count();
    return namesakes > 1 ? " (" + Image.parse(known.repository()).shortName() + ")" : "";
  }

  private String target(MapEdge edge) {
    EdgeEnd end = edge.key().to();
    WorkloadClass from = edge.key().from().workloadClass();
    WorkloadClass to = end.workloadClass();
    if (to == null || inSameNamespace(from, to)) {
      return name(end);
    }
    return Words.visible(to + apart(end, to));
  }

  private static boolean inSameNamespace(@Nullable WorkloadClass from, WorkloadClass to) {
    return from != null && from.namespace().equals(to.namespace());
  }

  private static String plain(EdgeEnd end) {
    String kind =
        switch (end.kind()) {
          case HOST -> "host ";
          case SERVICE -> "service ";
          case BLOCK -> "block ";
          case NAME, ADDRESS, OUTSIDE, WORKLOAD -> "";
        };
    String where = end.kind() == EdgeEndKind.NAME ? " (outside)" : "";
    return kind + end + where;
  }

  /** Lists edges in columns. */
  public static void list(Page page, List<KnownEdge> edges) {
    Ink ink = page.ink();
    if (edges.isEmpty()) {
      page.line("Nothing was learned.");
      return;
    }
    List<MapEdge> drawn = edges.stream().map(MapEdge::of).toList();
    int from = width(edges, edge -> Words.visible(plain(edge.key().from())));
    int to = width(edges, edge -> Words.visible(plain(edge.key().to())));
    for (int i = 0; i < edges.size(); i++) {
      KnownEdge edge = edges.get(i);
      page.line(
          Page.padded(Words.visible(plain(edge.key().from())), from)
              + "  →  "
              + Page.padded(Words.visible(plain(edge.key().to())), to)
              + "  "
              + Page.padded(port(drawn.get(i)), 10)
              + "  "
              + Page.padded(Words.word(edge.state()), 9)
              + "  "
              + ink.dim(
                  Words.count(edge.count(), "flow")
                      + ", "
                      + Words.span(edge.firstSeen(), edge.lastSeen())));
    }
  }

  private static int width(List<KnownEdge> edges, Function<KnownEdge, String> column) {
    return edges.stream().map(column).mapToInt(Page::wide).max().orElse(0);
  }
}

package io.ringwall.engine.model;

import io.ringwall.engine.config.DeclaredEdge;
import io.ringwall.engine.config.DeclaredEnd;
import io.ringwall.engine.config.ServerPort;
import io.ringwall.sdk.event.AddressBlock;
import io.ringwall.sdk.event.EdgeEnd;
import io.ringwall.sdk.event.EdgeEndKind;
import io.ringwall.sdk.event.EdgeKey;
import io.ringwall.sdk.event.Image;
import io.ringwall.sdk.event.IpAddress;
import io.ringwall.sdk.event.WorkloadClass;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Joins what was learned and what was declared into edges: patterns become the ends they match. */
final class Permitting {
  private final List<EdgeKey> learned;
  private final List<Declaration> declarations;
  private final Map<AddressBlock, String> blocks;
  private final Set<EdgeEnd> known = new LinkedHashSet<>();
  private final List<String> untold = new ArrayList<>();

  Permitting(
      List<EdgeKey> learned,
      List<Declaration> declarations,
      Map<AddressBlock, String> blocks,
      Instant now) {
    this.learned = learned;
    this.declarations = declarations.stream().filter(one -> holds(one.edge(), now)).toList();
    this.blocks = blocks;
    learned.forEach(edge -> {
      known.add(edge.from());
      known.add(edge.to());
    });
  }

  private static boolean holds(DeclaredEdge edge, Instant now) {
    return edge.expires() == null
        || now.isBefore(edge.expires().plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant());
  }

  Permitted permitted() {
    Set<EdgeKey> candidates = new LinkedHashSet<>();
    learned.forEach(edge -> addPlain(candidates, edge));
    Set<EdgeKey> ofLearning = Set.copyOf(candidates);
    for (Declaration declaration : declarations) {
      if (!declaration.denied()) {
        expand(declaration.edge()).forEach(edge -> addPlain(candidates, edge));
      }
    }
    Set<EdgeKey> edges = new LinkedHashSet<>();
    for (EdgeKey edge : candidates) {
      if (passes(edge, ofLearning.contains(edge))) {
        edges.add(edge);
      }
    }
    blocks.values().stream().distinct().sorted().forEach(name -> tellOutside(name, edges));
    return new Permitted(edges, untold);
  }

  /** The outside is learned without the named blocks, and passes with them. */
  private void tellOutside(String name, Set<EdgeKey> edges) {
    List<AddressBlock> parts = parts(name);
    boolean asOutside =
        edges.stream()
            .filter(edge -> edge.from().kind() == EdgeEndKind.OUTSIDE)
            .anyMatch(
                edge -> !edges.containsAll(parts.stream().map(part -> from(part, edge)).toList()));
    if (asOutside) {
      untold.add(
          "The block '"
              + name
              + "' is not taken out of edges with the outside: it passes as the rest of it does.");
    }
  }

  private static EdgeKey from(AddressBlock part, EdgeKey edge) {
    return new EdgeKey(
        EdgeEnd.of(EdgeEndKind.BLOCK, part.toString()), edge.to(), edge.protocol(), edge.port());
  }

  /** The highest origin that says something decides, and within it a prohibition wins. */
  private boolean passes(EdgeKey edge, boolean wasLearned) {
    for (Declaration.Origin origin : Declaration.Origin.values()) {
      List<Declaration> matching =
          declarations.stream()
              .filter(one -> one.origin() == origin && matches(one, edge))
              .toList();
      if (matching.stream().anyMatch(Declaration::denied)) {
        return false;
      }
      if (!matching.isEmpty()) {
        return true;
      }
    }
    return wasLearned;
  }

  private boolean matches(Declaration declaration, EdgeKey edge) {
    DeclaredEdge declared = declaration.edge();
    boolean port =
        declared.ports().isEmpty()
            || declared.ports().contains(new ServerPort(edge.port(), edge.protocol()));
    return port
        && matches(declared.from(), edge.from(), declaration.denied())
        && matches(declared.to(), edge.to(), declaration.denied());
  }

  /** A prohibition matches what it touches, a permission only what it holds whole. */
  private boolean matches(DeclaredEnd declared, EdgeEnd end, boolean denied) {
    if (declared.namespace() != null) {
      return end.workloadClass() != null && matches(declared, end.workloadClass());
    }
    return switch (end.kind()) {
      case NAME ->
          declared.name() != null && new Glob(canonical(declared.name())).matches(end.name());
      case HOST -> end.name().equals(declared.host());
      case OUTSIDE -> declared.outside() || denied && touchesOutside(declared);
      case ADDRESS, BLOCK -> matchesBlock(declared, end, denied);
      case WORKLOAD, SERVICE -> false;
    };
  }

  /** The outside stays open when a part of it is denied; that has to be said. */
  private boolean touchesOutside(DeclaredEnd declared) {
    if (declared.block() != null || declared.address() != null) {
      String sentence =
          "A prohibition of "
              + (declared.block() != null ? declared.block() : declared.address())
              + " is not taken out of edges with the outside.";
      if (!untold.contains(sentence)) {
        untold.add(sentence);
      }
    }
    return false;
  }

  private static boolean matchesBlock(DeclaredEnd declared, EdgeEnd end, boolean denied) {
    AddressBlock asked =
        declared.block() == null && declared.address() != null
            ? single(declared.address())
            : declared.block();
    if (asked == null) {
      return false;
    }
    AddressBlock of;
    try {
      of = AddressBlock.parse(end.name());
    } catch (IllegalArgumentException _) {
      return false;
    }
    return covers(asked, of) || denied && covers(of, asked);
  }

  private static boolean matches(DeclaredEnd declared, WorkloadClass asked) {
    return new Glob(String.valueOf(declared.namespace())).matches(asked.namespace())
        && (declared.service() == null || new Glob(declared.service()).matches(asked.service()))
        && (declared.image() == null || image(declared.image()).matches(asked.repository()));
  }

  private static Glob image(String image) {
    return new Glob(image.contains("*") ? image : Image.parse(image).repository());
  }

  private static String canonical(String name) {
    String lower = name.toLowerCase(java.util.Locale.ROOT);
    return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
  }

  private List<EdgeKey> expand(DeclaredEdge declared) {
    List<EdgeEnd> sources = ends(declared.from());
    List<EdgeEnd> destinations = ends(declared.to());
    List<EdgeKey> edges = new ArrayList<>();
    for (EdgeEnd from : sources) {
      for (EdgeEnd to : destinations) {
        ports(declared, to)
            .forEach(port -> edges.add(new EdgeKey(from, to, port.protocol(), port.port())));
      }
    }
    if (edges.isEmpty()) {
      untold.add(
          "What "
              + declared.author()
              + " allowed ("
              + declared.reason()
              + ") adds no edge: no workload that is known matches it, or it names no port and none"
              + " was learned.");
    }
    return edges;
  }

  /** Without ports, those that the destination is known to serve. */
  private List<ServerPort> ports(DeclaredEdge declared, EdgeEnd to) {
    return declared.ports().isEmpty()
        ? learned.stream()
            .filter(edge -> edge.to().equals(to))
            .map(edge -> new ServerPort(edge.port(), edge.protocol()))
            .distinct()
            .toList()
        : declared.ports();
  }

  private List<EdgeEnd> ends(DeclaredEnd declared) {
    if (declared.namespace() != null) {
      Stream<EdgeEnd> all = known.stream().filter(end -> matches(declared, end, false));
      WorkloadClass exact = exact(declared);
      return (exact == null ? all : Stream.concat(all, Stream.of(EdgeEnd.of(exact))))
          .distinct()
          .toList();
    }
    if (declared.name() != null) {
      return List.of(EdgeEnd.of(EdgeEndKind.NAME, canonical(declared.name())));
    }
    if (declared.block() != null) {
      return List.of(EdgeEnd.of(EdgeEndKind.BLOCK, declared.block().toString()));
    }
    if (declared.host() != null) {
      return List.of(EdgeEnd.of(EdgeEndKind.HOST, declared.host()));
    }
    return List.of(
        declared.address() == null
            ? EdgeEnd.OUTSIDE
            : EdgeEnd.of(EdgeEndKind.ADDRESS, declared.address().toString()));
  }

  /** A class that is named whole need not have been seen. */
  private static @Nullable WorkloadClass exact(DeclaredEnd declared) {
    if (declared.namespace() == null || declared.service() == null || declared.image() == null) {
      return null;
    }
    boolean pattern = (declared.namespace() + declared.service() + declared.image()).contains("*");
    return pattern
        ? null
        : new WorkloadClass(
            declared.namespace(), declared.service(), Image.parse(declared.image()).repository());
  }

  private void addPlain(Set<EdgeKey> to, EdgeKey edge) {
    if (edge.from().kind() != EdgeEndKind.BLOCK || !blocks.containsValue(edge.from().name())) {
      to.add(edge);
      return;
    }
    for (AddressBlock part : parts(edge.from().name())) {
      to.add(from(part, edge));
    }
  }

  /** The address blocks of this name, without smaller ones of another name that lie within. */
  private List<AddressBlock> parts(String name) {
    List<AddressBlock> parts = new ArrayList<>();
    blocks.forEach((block, called) -> {
      if (called.equals(name)) {
        parts.addAll(without(block, others(block, name)));
      }
    });
    return parts;
  }

  private List<AddressBlock> others(AddressBlock block, String name) {
    return blocks.entrySet().stream()
        .filter(other -> !other.getValue().equals(name) && covers(block, other.getKey()))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static List<AddressBlock> without(AddressBlock block, List<AddressBlock> others) {
    if (others.stream().anyMatch(other -> covers(other, block))) {
      return List.of();
    }
    List<AddressBlock> within = others.stream().filter(other -> covers(block, other)).toList();
    if (within.isEmpty()) {
      return List.of(block);
    }
    int prefix = block.prefix() + 1;
    long high = prefix <= 64 ? block.base().high() | 1L << (64 - prefix) : block.base().high();
    long low = prefix <= 64 ? block.base().low() : block.base().low() | 1L << (128 - prefix);
    List<AddressBlock> halves =
        new ArrayList<>(without(new AddressBlock(block.base(), prefix), within));
    halves.addAll(without(new AddressBlock(new IpAddress(high, low), prefix), within));
    return halves;
  }

  private static AddressBlock single(IpAddress address) {
    return AddressBlock.of(address, address.isIpv4() ? 32 : 128);
  }

  private static boolean covers(AddressBlock wide, AddressBlock narrow) {
    return wide.prefix() <= narrow.prefix() && wide.contains(narrow.base());
  }
}

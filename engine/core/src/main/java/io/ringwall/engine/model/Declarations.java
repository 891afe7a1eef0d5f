package io.ringwall.engine.model;

import io.ringwall.engine.config.DeclaredEdge;
import io.ringwall.engine.config.DeclaredEnd;
import io.ringwall.engine.config.ServerPort;
import io.ringwall.engine.identity.ResolvedEndpoint;
import io.ringwall.sdk.event.AddressBlock;
import io.ringwall.sdk.event.EndpointKind;
import io.ringwall.sdk.event.Image;
import io.ringwall.sdk.event.IpAddress;
import io.ringwall.sdk.event.Protocol;
import io.ringwall.sdk.event.WorkloadClass;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All edges that were allowed or denied. Of the entries that match, the highest origin decides, and
 * within it a prohibition wins; of several blocks that hold an address, only the smallest matches.
 */
final class Declarations {
  static final Declarations NONE = new Declarations(List.of());

  private final List<Declaration> all;
  private final List<Compiled> operators;
  private final List<Compiled> ruleSets;

  Declarations(List<Declaration> declarations) {
    this.all = List.copyOf(declarations);
    this.operators = compiled(declarations, Declaration.Origin.OPERATOR);
    this.ruleSets = compiled(declarations, Declaration.Origin.RULE_SET);
  }

  private static List<Compiled> compiled(
      List<Declaration> declarations, Declaration.Origin origin) {
    return declarations.stream()
        .filter(declaration -> declaration.origin() == origin)
        .map(Compiled::of)
        .toList();
  }

  List<Declaration> all() {
    return all;
  }

  boolean isEmpty() {
    return operators.isEmpty() && ruleSets.isEmpty();
  }

  /** The entry that decides, or null when none matches. */
  @Nullable Declaration decide(Question question) {
    if (isEmpty()) {
      return null;
    }
    Declaration operator = decide(operators, question);
    return operator != null ? operator : decide(ruleSets, question);
  }

  private static @Nullable Declaration decide(List<Compiled> entries, Question question) {
    Declaration decided = null;
    Declaration byBlock = null;
    int longest = -1;
    for (Compiled entry : entries) {
      int prefix = entry.match(question);
      if (prefix == Compiled.NO_MATCH) {
        continue;
      }
      if (prefix == Compiled.WITHOUT_BLOCK) {
        decided = stricter(decided, entry.declaration());
      } else if (prefix > longest) {
        longest = prefix;
        byBlock = entry.declaration();
      } else if (prefix == longest) {
        byBlock = stricter(byBlock, entry.declaration());
      }
    }
    return byBlock == null ? decided : stricter(decided, byBlock);
  }

  private static Declaration stricter(@Nullable Declaration one, Declaration other) {
    return one != null && (one.denied() || !other.denied()) ? one : other;
  }

  /**
   * What is asked.
   *
   * @param name the name that the destination is taken for, or null
   */
  record Question(
      ResolvedEndpoint from,
      ResolvedEndpoint to,
      @Nullable String name,
      Protocol protocol,
      int port,
      Instant time) {}

  private record Compiled(
      Declaration declaration, End from, End to, Set<ServerPort> ports, @Nullable Instant until) {
    static final int NO_MATCH = -1;
    static final int WITHOUT_BLOCK = -2;

    static Compiled of(Declaration declaration) {
      DeclaredEdge edge = declaration.edge();
      Instant until =
          edge.expires() == null
              ? null
              : edge.expires().plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
      return new Compiled(
          declaration, End.of(edge.from()), End.of(edge.to()), Set.copyOf(edge.ports()), until);
    }

    /** Length of the blocks' prefixes where they decide, or one of the constants. */
    int match(Question question) {
      boolean port =
          ports.isEmpty() || ports.contains(new ServerPort(question.port(), question.protocol()));
      boolean expired = until != null && !question.time().isBefore(until);
      if (!port
          || expired
          || !from.matches(question.from(), null)
          || !to.matches(question.to(), question.name())) {
        return NO_MATCH;
      }
      int prefix = from.prefix() + to.prefix();
      return from.isBlock() || to.isBlock() ? prefix : WITHOUT_BLOCK;
    }
  }

  private record End(
      @Nullable Glob namespace,
      Glob service,
      Glob image,
      @Nullable Glob name,
      @Nullable AddressBlock block,
      @Nullable String host,
      @Nullable IpAddress address) {
    static End of(DeclaredEnd end) {
      return new End(
          end.namespace() == null ? null : new Glob(end.namespace()),
          end.service() == null ? Glob.ANY : new Glob(end.service()),
          image(end.image()),
          end.name() == null ? null : new Glob(canonical(end.name())),
          end.block(),
          end.host(),
          end.address());
    }

    private static Glob image(@Nullable String image) {
      if (image == null) {
        return Glob.ANY;
      }
      return new Glob(image.contains("*") ? image : Image.parse(image).repository());
    }

    private static String canonical(String name) {
      String lower = name.toLowerCase(java.util.Locale.ROOT);
      return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }

    boolean isBlock() {
      return block != null;
    }

    int prefix() {
      return block == null ? 0 : block.prefix();
    }

    boolean matches(ResolvedEndpoint end, @Nullable String called) {
      if (namespace != null) {
        return end.member() != null && matches(end.member().workloadClass());
      }
      if (name != null) {
        return called != null && name.matches(called);
      }
      if (block != null) {
        return block.contains(end.address());
      }
      if (host != null) {
        return host.equals(end.hostName());
      }
      return address != null ? address.equals(end.address()) : end.kind() == EndpointKind.EXTERNAL;
    }

    private boolean matches(WorkloadClass known) {
      return namespace != null
          && namespace.matches(known.namespace())
          && service.matches(known.service())
          && image.matches(known.repository());
    }
  }
}

package io.ringwall.engine.config;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A connection that was allowed or denied by hand ({@code etc/allow/*.yaml}).
 *
 * @param from who may (or may not) begin it
 * @param to with whom
 * @param ports server ports; none for all
 * @param reason why
 * @param author who says so
 * @param expires the last day on which it holds, or null for ever
 */
public record DeclaredEdge(
    DeclaredEnd from,
    DeclaredEnd to,
    List<ServerPort> ports,
    String reason,
    String author,
    @Nullable LocalDate expires) {
  public DeclaredEdge {
    ports = List.copyOf(ports);
    if (reason.isBlank() || author.isBlank()) {
      throw new IllegalArgumentException("reason and author must say something");
    }
    if (from.name() != null) {
      throw new IllegalArgumentException(
          "'from' cannot be a name: who begins is known by its workload, host or address");
    }
  }
}

package io.ringwall.testkit.contract;

import io.ringwall.sdk.event.EdgeEnd;
import io.ringwall.sdk.event.EdgeEndKind;
import io.ringwall.sdk.event.EdgeKey;
import io.ringwall.sdk.event.IpAddress;
import io.ringwall.sdk.event.Protocol;
import io.ringwall.sdk.event.WorkloadClass;
import io.ringwall.sdk.plugin.Boundary;
import io.ringwall.sdk.plugin.Changes;
import io.ringwall.sdk.plugin.Member;
import io.ringwall.sdk.plugin.Membership;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A little estate of workloads, and the boundaries and memberships that were true of it. */
final class Estate {
  static final WorkloadClass WEB = new WorkloadClass("shop", "web", "registry.test/web");
  static final WorkloadClass CARTS = new WorkloadClass("shop", "carts", "registry.test/carts");
  static final WorkloadClass DATABASE =
      new WorkloadClass("shop", "carts-db", "docker.io/library/redis");

  static final EdgeKey WEB_TO_CARTS =
      new EdgeKey(EdgeEnd.of(WEB), EdgeEnd.of(CARTS), Protocol.TCP, 8080);
  static final EdgeKey CARTS_TO_DATABASE =
      new EdgeKey(EdgeEnd.of(CARTS), EdgeEnd.of(DATABASE), Protocol.TCP, 6379);
  static final EdgeKey WEB_TO_BLOCK =
      new EdgeKey(
          EdgeEnd.of(WEB), EdgeEnd.of(EdgeEndKind.BLOCK, "192.0.2.0/24"), Protocol.TCP, 443);

  private final TreeMap<Long, Set<EdgeKey>> boundaries = new TreeMap<>();
  private final TreeMap<Long, Set<Member>> memberships = new TreeMap<>();

  /** The next boundary: all three classes are guarded, and these edges allowed. */
  Boundary allow(EdgeKey... edges) {
    return allow(Set.of(edges));
  }

  Boundary allow(Set<EdgeKey> edges) {
    long revision = boundaries.isEmpty() ? 1 : boundaries.lastKey() + 1;
    boundaries.put(revision, Set.copyOf(edges));
    return new Allowed(revision, guarded(edges), Set.copyOf(edges));
  }

  private static Set<WorkloadClass> guarded(Set<EdgeKey> edges) {
    Set<WorkloadClass> guarded = new LinkedHashSet<>(Set.of(WEB, CARTS, DATABASE));
    for (EdgeKey edge : edges) {
      addClass(guarded, edge.from());
      addClass(guarded, edge.to());
    }
    return Set.copyOf(guarded);
  }

  private static void addClass(Set<WorkloadClass> guarded, EdgeEnd end) {
    if (end.workloadClass() != null) {
      guarded.add(end.workloadClass());
    }
  }

  /** The next membership: so many replicas of each class. */
  Membership replicas(int count) {
    Set<Member> members = new HashSet<>();
    int network = 1;
    for (WorkloadClass one : new WorkloadClass[] {WEB, CARTS, DATABASE}) {
      for (int i = 1; i <= count; i++) {
        String id = one.service() + "-" + i;
        members.add(new Member(one, id, IpAddress.parse("10.1." + network + "." + i), null));
        members.add(new Member(one, id, IpAddress.parse("fd00:" + network + "::" + i), null));
      }
      network++;
    }
    long revision = memberships.isEmpty() ? 1 : memberships.lastKey() + 1;
    memberships.put(revision, Set.copyOf(members));
    return new Members(revision, Set.copyOf(members));
  }

  private static <T> Changes<T> changes(@Nullable Set<T> before, Set<T> now) {
    if (before == null) {
      return new Changes<>(true, now, Set.of());
    }
    Set<T> added = new HashSet<>(now);
    added.removeAll(before);
    Set<T> removed = new HashSet<>(before);
    removed.removeAll(now);
    return new Changes<>(false, added, removed);
  }

  private final class Allowed implements Boundary {
    private final long revision;
    private final Set<WorkloadClass> guarded;
    private final Set<EdgeKey> edges;

    Allowed(long revision, Set<WorkloadClass> guarded, Set<EdgeKey> edges) {
      this.revision = revision;
      this.guarded = guarded;
      this.edges = edges;
    }

    @Override
    public long revision() {
      return revision;
    }

    @Override
    public Set<WorkloadClass> guarded() {
      return guarded;
    }

    @Override
    public Set<EdgeKey> edges() {
      return edges;
    }

    @Override
    public Changes<EdgeKey> changesSince(long earlier) {
      return changes(boundaries.get(earlier), edges);
    }
  }

  private final class Members implements Membership {
    private final long revision;
    private final Set<Member> all;

    Members(long revision, Set<Member> all) {
      this.revision = revision;
      this.all = all;
    }

    @Override
    public long revision() {
      return revision;
    }

    @Override
    public Map<WorkloadClass, Set<Member>> members() {
      return new HashMap<>(
          all.stream().collect(Collectors.groupingBy(Member::workloadClass, Collectors.toSet())));
    }

    @Override
    public Changes<Member> changesSince(long earlier) {
      return changes(memberships.get(earlier), all);
    }
  }
}

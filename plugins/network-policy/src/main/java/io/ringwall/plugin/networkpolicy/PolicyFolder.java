package io.ringwall.plugin.networkpolicy;

import io.ringwall.sdk.event.EdgeEnd;
import io.ringwall.sdk.event.EdgeKey;
import io.ringwall.sdk.event.WorkloadClass;
import io.ringwall.sdk.plugin.Actuator;
import io.ringwall.sdk.plugin.Boundary;
import io.ringwall.sdk.plugin.Convergence;
import io.ringwall.sdk.plugin.Membership;
import io.ringwall.sdk.plugin.Observation;
import io.ringwall.sdk.plugin.PluginException;
import io.ringwall.sdk.plugin.PluginException.Category;
import io.ringwall.sdk.plugin.Reasons;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A folder with a NetworkPolicy for each guarded class. Used by one thread. */
final class PolicyFolder implements Actuator {
  private final NetworkPolicySettings settings;
  private final OwnFiles files;

  PolicyFolder(NetworkPolicySettings settings) {
    this.settings = settings;
    this.files = new OwnFiles(settings.folder());
  }

  @Override
  public Convergence converge(Boundary boundary, Membership membership) throws PluginException {
    var blocks = new Blocks(settings.podBlocks(), membership);
    var coverage = new Coverage(boundary, membership, blocks);
    SortedMap<String, String> wanted = policies(boundary.revision(), coverage, blocks);
    var index = new Index(boundary.revision(), membership.revision(), List.copyOf(wanted.keySet()));
    wanted.put(Index.NAME, index.content());
    try {
      files.replace(wanted);
    } catch (IOException e) {
      throw trouble("cannot be written", e);
    }
    return new Convergence(boundary.revision(), membership.revision(), coverage.gaps());
  }

  private SortedMap<String, String> policies(long revision, Coverage coverage, Blocks blocks) {
    var edges = new TreeMap<WorkloadClass, SortedSet<EdgeKey>>(Order.CLASSES);
    coverage.guarded().forEach(one -> edges.put(one, new TreeSet<>(Order.EDGES)));
    for (EdgeKey edge : coverage.edges()) {
      add(edges, edge.from(), edge);
      add(edges, edge.to(), edge);
    }
    var manifest = new Manifest(settings.label(), blocks);
    var contents = new TreeMap<String, String>();
    edges.forEach((guarded, some) -> {
      var policy = new PolicyFile(guarded, revision, some);
      contents.put(policy.fileName(), policy.content(manifest.of(policy)));
    });
    return contents;
  }

  /** To the end's own policy, else to those that select its pods besides. */
  private static void add(Map<WorkloadClass, SortedSet<EdgeKey>> edges, EdgeEnd end, EdgeKey edge) {
    WorkloadClass known = end.workloadClass();
    if (known == null) {
      return;
    }
    SortedSet<EdgeKey> own = edges.get(known);
    if (own != null) {
      own.add(edge);
      return;
    }
    edges.forEach((guarded, some) -> {
      if (Labels.selectsAlso(guarded, end)) {
        some.add(edge);
      }
    });
  }

  /**
   * Reads the files back. An edge passes when the policy of each guarded end lists it; a file that
   * is missing or was changed by another hand tells nothing, and takes the revision with it.
   */
  @Override
  public Observation observe() throws PluginException {
    SortedMap<String, String> contents;
    try {
      contents = files.read();
    } catch (IOException e) {
      throw trouble("cannot be read", e);
    }
    String indexed = contents.remove(Index.NAME);
    Index index = indexed == null ? null : Index.read(indexed).orElse(null);
    List<PolicyFile> policies = new ArrayList<>();
    boolean whole = index != null && contents.keySet().equals(Set.copyOf(index.files()));
    for (Map.Entry<String, String> file : contents.entrySet()) {
      PolicyFile policy = PolicyFile.read(file.getValue()).orElse(null);
      if (policy != null && policy.fileName().equals(file.getKey())) {
        policies.add(policy);
        whole &= index != null && policy.boundaryRevision() == index.boundaryRevision();
      } else {
        whole = false;
      }
    }
    Set<EdgeKey> edges = passing(policies, index);
    return index == null || !whole
        ? new Observation(-1, -1, edges)
        : new Observation(index.boundaryRevision(), index.membershipRevision(), edges);
  }

  private static Set<EdgeKey> passing(List<PolicyFile> policies, @Nullable Index index) {
    var byFile = new TreeMap<String, PolicyFile>();
    policies.forEach(policy -> byFile.put(policy.fileName(), policy));
    Set<String> guarded = new HashSet<>(byFile.keySet());
    if (index != null) {
      guarded.addAll(index.files());
    }
    Set<EdgeKey> passing = new HashSet<>();
    for (PolicyFile policy : policies) {
      for (EdgeKey edge : policy.edges()) {
        if (agrees(edge.from(), edge, guarded, byFile)
            && agrees(edge.to(), edge, guarded, byFile)) {
          passing.add(edge);
        }
      }
    }
    return passing;
  }

  private static boolean agrees(
      EdgeEnd end, EdgeKey edge, Set<String> guarded, Map<String, PolicyFile> byFile) {
    WorkloadClass known = end.workloadClass();
    if (known == null) {
      return true;
    }
    String file = new PolicyFile(known, 0, new TreeSet<>(Order.EDGES)).fileName();
    PolicyFile policy = byFile.get(file);
    return policy == null ? !guarded.contains(file) : policy.edges().contains(edge);
  }

  private PluginException trouble(String what, IOException cause) {
    String which = cause instanceof FileSystemException named ? named.getFile() + ": " : "";
    return new PluginException(
        Category.RESOURCE,
        "folder " + settings.folder() + " " + what + ": " + which + Reasons.of(cause),
        cause);
  }

  @Override
  public void close() {}
}

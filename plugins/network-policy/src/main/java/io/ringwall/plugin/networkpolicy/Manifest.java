package io.ringwall.plugin.networkpolicy;

import io.ringwall.sdk.event.EdgeEnd;
import io.ringwall.sdk.event.EdgeEndKind;
import io.ringwall.sdk.event.EdgeKey;
import io.ringwall.sdk.event.WorkloadClass;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The NetworkPolicy of a class, as YAML. */
final class Manifest {
  private static final String NAMESPACE_LABEL = "kubernetes.io/metadata.name";

  private final String label;
  private final Blocks blocks;

  Manifest(String label, Blocks blocks) {
    this.label = label;
    this.blocks = blocks;
  }

  String of(PolicyFile policy) {
    WorkloadClass guarded = policy.workloadClass();
    var yaml = new YamlText();
    yaml.line(0, "apiVersion: networking.k8s.io/v1").line(0, "kind: NetworkPolicy");
    yaml.line(0, "metadata:");
    yaml.entry(2, "name", PolicyFile.policyName(guarded));
    yaml.entry(2, "namespace", guarded.namespace());
    yaml.line(2, "labels:").entry(4, "app.kubernetes.io/managed-by", "ringwall");
    yaml.line(2, "annotations:");
    yaml.entry(4, "ringwall.io/class", guarded + " " + guarded.repository());
    yaml.entry(4, "ringwall.io/boundary-revision", Long.toString(policy.boundaryRevision()));
    yaml.line(0, "spec:");
    pods(yaml, 2, "podSelector:", guarded);
    yaml.line(2, "policyTypes:").line(4, "- Ingress").line(4, "- Egress");
    rules(yaml, "ingress", "from", policy, true);
    rules(yaml, "egress", "to", policy, false);
    return yaml.toString();
  }

  private void pods(YamlText yaml, int indent, String key, WorkloadClass selected) {
    yaml.line(indent, key).line(indent + 2, "matchLabels:");
    yaml.entry(indent + 4, YamlText.quoted(label), selected.service());
  }

  private void rules(
      YamlText yaml, String direction, String peerKey, PolicyFile policy, boolean inbound) {
    var ports = new TreeMap<EdgeEnd, SortedSet<EdgeKey>>(Order.ENDS);
    for (EdgeKey edge : policy.edges()) {
      if (Labels.selectsAlso(policy.workloadClass(), inbound ? edge.to() : edge.from())) {
        EdgeEnd peer = inbound ? edge.from() : edge.to();
        ports.computeIfAbsent(peer, _ -> new TreeSet<>(Order.EDGES)).add(edge);
      }
    }
    if (ports.isEmpty()) {
      yaml.line(2, direction + ": []");
      return;
    }
    yaml.line(2, direction + ":");
    ports.forEach((peer, some) -> rule(yaml, peerKey, peer, some));
  }

  private void rule(YamlText yaml, String peerKey, EdgeEnd peer, SortedSet<EdgeKey> edges) {
    yaml.line(4, "- " + peerKey + ":");
    if (peer.kind() == EdgeEndKind.WORKLOAD && peer.workloadClass() != null) {
      yaml.line(8, "- namespaceSelector:").line(12, "matchLabels:");
      yaml.entry(14, YamlText.quoted(NAMESPACE_LABEL), peer.workloadClass().namespace());
      pods(yaml, 10, "podSelector:", peer.workloadClass());
    } else {
      blocks.peers(peer).forEach(block -> block(yaml, block));
    }
    yaml.line(6, "ports:");
    for (EdgeKey edge : edges) {
      yaml.line(8, "- protocol: " + edge.protocol()).line(10, "port: " + edge.port());
    }
  }

  private static void block(YamlText yaml, Blocks.Peer peer) {
    yaml.line(8, "- ipBlock:").entry(12, "cidr", peer.block().toString());
    if (!peer.except().isEmpty()) {
      String except =
          peer.except().stream()
              .map(block -> " ".repeat(14) + "- " + YamlText.quoted(block.toString()))
              .collect(Collectors.joining("\n"));
      yaml.line(12, "except:").line(0, except);
    }
  }
}

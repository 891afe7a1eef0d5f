package io.ringwall.plugin.networkpolicy;

import io.ringwall.sdk.event.AddressBlock;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Where policies are written, and how a cluster is told from a class.
 *
 * @param folder the folder; made if it does not exist; only files that Ringwall wrote are touched
 * @param label key of the pods' label whose value is the class's service
 * @param pods blocks that the cluster's pods and services live in: they are no part of the outside
 */
public record NetworkPolicySettings(Path folder, String label, List<String> pods) {
  private static final Pattern KEY =
      Pattern.compile(
          "([a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?");

  public NetworkPolicySettings {
    Objects.requireNonNull(folder, "folder");
    if (folder.toString().isBlank()) {
      throw new IllegalArgumentException("folder must name a folder, was empty");
    }
    if (!KEY.matcher(label).matches()) {
      throw new IllegalArgumentException(
          "label must be the key of a Kubernetes label, such as app.kubernetes.io/name, was '"
              + label
              + "'");
    }
    pods = List.copyOf(pods);
    pods.forEach(AddressBlock::parse);
  }

  List<AddressBlock> podBlocks() {
    return pods.stream().map(AddressBlock::parse).toList();
  }
}

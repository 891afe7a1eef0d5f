package io.ringwall.app;

import io.ringwall.sdk.event.AddressBlock;
import io.ringwall.sdk.event.IpAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * What a folder of NetworkPolicies lets pass, as Kubernetes documents it: policies add up, a pod is
 * isolated in a direction as soon as one policy of that type selects it, and both ends must agree.
 */
final class NetworkPolicies {
  private static final YAMLMapper YAML = new YAMLMapper();

  private final List<JsonNode> policies;

  private NetworkPolicies(List<JsonNode> policies) {
    this.policies = policies;
  }

  /**
   * One end of a connection.
   *
   * @param namespace the pod's namespace; empty for who is no pod
   * @param labels the pod's labels
   */
  record End(String namespace, Map<String, String> labels, IpAddress address) {
    static End outside(String address) {
      return new End("", Map.of(), IpAddress.parse(address));
    }

    boolean isPod() {
      return !namespace.isEmpty();
    }
  }

  static NetworkPolicies in(Path folder) throws IOException {
    List<JsonNode> policies = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(one -> one.toString().endsWith(".yaml")).sorted().toList()) {
        JsonNode policy = YAML.readTree(Files.readString(file));
        check(policy.path("kind").asString().equals("NetworkPolicy"), file);
        check(policy.path("apiVersion").asString().equals("networking.k8s.io/v1"), file);
        String name = policy.at("/metadata/name").asString();
        check(name.length() <= 63 && name.matches("[a-z0-9]([-a-z0-9]*[a-z0-9])?"), file);
        check(isValid(policy.path("spec")), file);
        policies.add(policy);
      }
    }
    long names =
        policies.stream()
            .map(one -> one.at("/metadata/namespace") + "/" + one.at("/metadata/name"))
            .distinct()
            .count();
    check(names == policies.size(), folder);
    return new NetworkPolicies(policies);
  }

  /** What the API server looks at: labels are texts, exceptions smaller, ports within range. */
  private static boolean isValid(JsonNode spec) {
    return spec.findValues("matchLabels").stream()
            .flatMap(JsonNode::valueStream)
            .allMatch(value ->
                value.isString()
                    && value.asString().matches("([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?"))
        && spec.findValues("ipBlock").stream().allMatch(NetworkPolicies::isValidBlock)
        && spec.findValues("port").stream()
            .allMatch(port -> port.isInt() && port.asInt() >= 1 && port.asInt() <= 65535)
        && spec.findValues("protocol").stream()
            .allMatch(one -> List.of("TCP", "UDP", "SCTP").contains(one.asString()));
  }

  private static boolean isValidBlock(JsonNode ipBlock) {
    AddressBlock whole = AddressBlock.parse(ipBlock.path("cidr").asString());
    return ipBlock
        .path("except")
        .valueStream()
        .map(one -> AddressBlock.parse(one.asString()))
        .allMatch(one ->
            one.base().isIpv4() == whole.base().isIpv4()
                && one.prefix() > whole.prefix()
                && whole.contains(one.base()));
  }

  private static void check(boolean holds, Path where) {
    if (!holds) {
      throw new AssertionError("not as NetworkPolicy is: " + where);
    }
  }

  int size() {
    return policies.size();
  }

  boolean pass(End from, End to, String protocol, int port) {
    return direction("Egress", "egress", "to", from, to, protocol, port)
        && direction("Ingress", "ingress", "from", to, from, protocol, port);
  }

  private boolean direction(
      String type, String rules, String peers, End pod, End other, String protocol, int port) {
    List<JsonNode> isolating =
        policies.stream()
            .filter(policy -> pod.isPod() && selects(policy, pod))
            .filter(policy -> holds(policy.at("/spec/policyTypes"), type))
            .toList();
    return isolating.isEmpty()
        || isolating.stream()
            .flatMap(policy -> policy.path("spec").path(rules).valueStream())
            .anyMatch(
                rule -> peer(rule.path(peers), other) && port(rule.path("ports"), protocol, port));
  }

  private static boolean holds(JsonNode list, String wanted) {
    return list.valueStream().anyMatch(one -> one.asString().equals(wanted));
  }

  private static boolean selects(JsonNode policy, End pod) {
    return policy.at("/metadata/namespace").asString().equals(pod.namespace())
        && labels(policy.at("/spec/podSelector"), pod.labels());
  }

  private static boolean labels(JsonNode selector, Map<String, String> labels) {
    return selector
        .path("matchLabels")
        .propertyStream()
        .allMatch(label -> label.getValue().asString().equals(labels.get(label.getKey())));
  }

  private static boolean peer(JsonNode peers, End other) {
    return peers.isEmpty() || peers.valueStream().anyMatch(one -> matches(one, other));
  }

  private static boolean matches(JsonNode peer, End other) {
    if (peer.has("ipBlock")) {
      return within(peer.at("/ipBlock/cidr"), other)
          && peer.at("/ipBlock/except").valueStream().noneMatch(one -> within(one, other));
    }
    Map<String, String> namespace = Map.of("kubernetes.io/metadata.name", other.namespace());
    return other.isPod()
        && labels(peer.path("namespaceSelector"), namespace)
        && labels(peer.path("podSelector"), other.labels());
  }

  private static boolean within(JsonNode block, End other) {
    AddressBlock parsed = AddressBlock.parse(block.asString());
    return parsed.base().isIpv4() == other.address().isIpv4() && parsed.contains(other.address());
  }

  private static boolean port(JsonNode ports, String protocol, int port) {
    return ports.isEmpty()
        || ports
            .valueStream()
            .anyMatch(one ->
                one.path("protocol").asString("TCP").equals(protocol)
                    && (!one.has("port") || one.path("port").asInt() == port));
  }
}

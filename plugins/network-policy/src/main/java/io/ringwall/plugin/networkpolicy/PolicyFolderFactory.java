package io.ringwall.plugin.networkpolicy;

import io.ringwall.sdk.plugin.Actuator;
import io.ringwall.sdk.plugin.ActuatorContext;
import io.ringwall.sdk.plugin.ActuatorFactory;
import java.nio.file.Path;
import java.util.List;

/** Opens folders of policies. */
final class PolicyFolderFactory implements ActuatorFactory<NetworkPolicySettings> {
  @Override
  public String name() {
    return "network-policy";
  }

  @Override
  public Class<NetworkPolicySettings> configuration() {
    return NetworkPolicySettings.class;
  }

  @Override
  public NetworkPolicySettings defaults() {
    return new NetworkPolicySettings(
        Path.of("network-policies"),
        "app.kubernetes.io/name",
        List.of("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7"));
  }

  @Override
  public Actuator open(NetworkPolicySettings settings, ActuatorContext context) {
    return new PolicyFolder(settings);
  }
}

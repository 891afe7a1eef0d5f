package io.ringwall.plugin.networkpolicy;

import io.ringwall.sdk.plugin.ActuatorFactory;
import io.ringwall.sdk.plugin.Plugin;
import java.util.List;

/** Writes the boundary as Kubernetes NetworkPolicy files. */
public final class NetworkPolicyPlugin implements Plugin {
  @Override
  public String name() {
    return "network-policy";
  }

  @Override
  public List<ActuatorFactory<?>> actuators() {
    return List.of(new PolicyFolderFactory());
  }
}

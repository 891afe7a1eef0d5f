package example.acme.gateway;

import io.ringwall.sdk.plugin.ActuatorFactory;
import io.ringwall.sdk.plugin.Plugin;
import java.util.List;

/** What this JAR offers: the access list of a gateway. */
public final class GatewayPlugin implements Plugin {
  @Override
  public String name() {
    return "acme-gateway";
  }

  @Override
  public List<ActuatorFactory<?>> actuators() {
    return List.of(new GatewayFactory());
  }
}

package example.acme.gateway;

import io.ringwall.sdk.plugin.Actuator;
import io.ringwall.sdk.plugin.ActuatorContext;
import io.ringwall.sdk.plugin.ActuatorFactory;
import java.nio.file.Path;

/** Opens the access list of a gateway. */
final class GatewayFactory implements ActuatorFactory<GatewaySettings> {
  @Override
  public String name() {
    return "acme-gateway";
  }

  @Override
  public Class<GatewaySettings> configuration() {
    return GatewaySettings.class;
  }

  @Override
  public GatewaySettings defaults() {
    return new GatewaySettings(Path.of("acme-gateway.acl"));
  }

  /** A path that is not absolute lies in the folder that Ringwall keeps for this actuator. */
  @Override
  public Actuator open(GatewaySettings settings, ActuatorContext context) {
    return new Gateway(context.folder().resolve(settings.path()));
  }
}

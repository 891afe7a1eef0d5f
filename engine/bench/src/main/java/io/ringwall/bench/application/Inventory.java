package io.ringwall.bench.application;

import io.ringwall.sdk.event.AddressBlock;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes containers as <code>docker inspect</code> prints them. */
final class Inventory {
  private static final JsonMapper MAPPER = JsonMapper.shared();
  private static final String NEVER = "0001-01-01T00:00:00Z";

  private Inventory() {}

  static ArrayNode of(Application application) {
    ArrayNode all = MAPPER.createArrayNode();
    application.containers().forEach(container -> all.add(of(container)));
    return all;
  }

  private static ObjectNode of(Container container) {
    boolean running = container.finished() == Container.RUNNING;
    ObjectNode json = MAPPER.createObjectNode();
    json.put("Id", container.id());
    json.put("Created", Timeline.instant(container.started() - 400_000_000L).toString());
    json.put("Path", "/app/main");
    json.putArray("Args");
    ObjectNode state = json.putObject("State");
    state.put("Status", running ? "running" : "exited");
    state.put("Running", running);
    state.put("Paused", false);
    state.put("Restarting", false);
    state.put("Pid", running ? 4_000 + container.id().hashCode() % 1_000 : 0);
    state.put("ExitCode", 0);
    state.put("StartedAt", Timeline.instant(container.started()).toString());
    state.put("FinishedAt", running ? NEVER : Timeline.instant(container.finished()).toString());
    json.put("Image", "sha256:" + container.id());
    json.put("Name", "/" + container.name());
    json.put("RestartCount", 0);
    json.put("Driver", "overlay2");
    json.put("Platform", "linux");
    ObjectNode host = json.putObject("HostConfig");
    host.put("NetworkMode", container.attachments().getFirst().network().name());
    host.put("Privileged", false);
    host.put("PidMode", "");
    host.put("IpcMode", "private");
    host.put("ReadonlyRootfs", false);
    host.putNull("CapAdd");
    json.putArray("Mounts");
    ObjectNode config = json.putObject("Config");
    config.put("Hostname", container.id().substring(0, 12));
    config.put("User", "app");
    config.put("Tty", false);
    config.putArray("Cmd").add("/app/main");
    config.put("Image", container.image());
    config.putNull("Entrypoint");
    ObjectNode labels = config.putObject("Labels");
    Service service = container.service();
    service
        .labelling()
        .labels(service.namespace(), service.name(), container.name())
        .entrySet()
        .stream()
        .sorted(java.util.Map.Entry.comparingByKey())
        .forEach(label -> labels.put(label.getKey(), label.getValue()));
    ObjectNode networks = json.putObject("NetworkSettings").putObject("Networks");
    container.attachments().forEach(at -> attachment(networks.putObject(at.network().name()), at));
    return json;
  }

  private static void attachment(ObjectNode json, Attachment at) {
    Network network = at.network();
    json.put("NetworkID", id(network.name()));
    json.put("EndpointID", id(network.name() + at.index()));
    json.put("Gateway", network.gateway(true).address().toString());
    json.put("IPAddress", at.station(true).address().toString());
    json.put("IPPrefixLen", network.ipv4().prefix() - 96);
    AddressBlock ipv6 = network.ipv6();
    boolean has6 = ipv6 != null;
    json.put("IPv6Gateway", has6 ? network.gateway(false).address().toString() : "");
    json.put("GlobalIPv6Address", has6 ? at.station(false).address().toString() : "");
    json.put("GlobalIPv6PrefixLen", ipv6 == null ? 0 : ipv6.prefix());
    json.put("MacAddress", mac(network.mac(at.index())));
    json.putArray("Aliases");
    json.putNull("DriverOpts");
  }

  private static String id(String name) {
    UUID half = UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    return (half.toString() + half).replace("-", "");
  }

  private static String mac(long mac) {
    StringBuilder text = new StringBuilder();
    for (int shift = 40; shift >= 0; shift -= 8) {
      text.append(text.isEmpty() ? "" : ":").append(String.format("%02x", mac >> shift & 0xff));
    }
    return text.toString();
  }
}

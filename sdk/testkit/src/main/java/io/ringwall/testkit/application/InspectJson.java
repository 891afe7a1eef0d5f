package io.ringwall.testkit.application;

import io.ringwall.sdk.event.IpAddress;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Containers as {@code docker inspect} prints them. */
final class InspectJson {
  private static final JsonMapper MAPPER = JsonMapper.shared();
  private static final String NETWORK = "shop_default";

  private InspectJson() {}

  static String of(List<Replica> replicas, IpAddress gateway, IpAddress gateway6) {
    ArrayNode all = MAPPER.createArrayNode();
    for (Replica replica : replicas) {
      all.add(container(replica, gateway, gateway6));
    }
    return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(all);
  }

  private static ObjectNode container(Replica replica, IpAddress gateway, IpAddress gateway6) {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("Id", replica.id());
    json.put("Created", replica.started().minusSeconds(1).toString());
    json.put("Name", "/" + replica.name());
    json.put("Image", "sha256:" + "ab".repeat(32));
    ObjectNode state = json.putObject("State");
    state.put("Status", replica.finished() == null ? "running" : "exited");
    state.put("Running", replica.finished() == null);
    state.put("Pid", replica.finished() == null ? 4242 : 0);
    state.put("StartedAt", replica.started().toString());
    state.put("FinishedAt", text(replica.finished()));
    ObjectNode config = json.putObject("Config");
    config.put("Image", replica.repository() + ":" + replica.version());
    config.putArray("Cmd").add("/bin/serve");
    ObjectNode labels = config.putObject("Labels");
    if (replica.namespace() != null) {
      labels.put("com.docker.compose.project", replica.namespace());
      labels.put("com.docker.compose.service", replica.service());
    }
    ObjectNode hostConfig = json.putObject("HostConfig");
    hostConfig.put("NetworkMode", NETWORK);
    hostConfig.put("Privileged", false);
    json.set("NetworkSettings", network(replica, gateway, gateway6));
    return json;
  }

  private static ObjectNode network(Replica replica, IpAddress gateway, IpAddress gateway6) {
    ObjectNode settings = MAPPER.createObjectNode();
    ObjectNode network = settings.putObject("Networks").putObject(NETWORK);
    network.put("NetworkID", "cd".repeat(32));
    network.put("Gateway", gateway.toString());
    network.put("IPAddress", replica.ipv4().toString());
    network.put("IPPrefixLen", 16);
    if (replica.ipv6() != null) {
      network.put("IPv6Gateway", gateway6.toString());
      network.put("GlobalIPv6Address", replica.ipv6().toString());
      network.put("GlobalIPv6PrefixLen", 64);
    }
    network.put("MacAddress", mac(Station.macOf(replica.ipv4())));
    network.putArray("Aliases").add(replica.service());
    return settings;
  }

  private static String text(@Nullable Instant time) {
    return time == null ? "0001-01-01T00:00:00Z" : time.toString();
  }

  private static String mac(long mac) {
    StringBuilder text = new StringBuilder();
    for (int shift = 40; shift >= 0; shift -= 8) {
      text.append(text.isEmpty() ? "" : ":");
      text.append(String.format(java.util.Locale.ROOT, "%02x", mac >>> shift & 0xff));
    }
    return text.toString();
  }
}

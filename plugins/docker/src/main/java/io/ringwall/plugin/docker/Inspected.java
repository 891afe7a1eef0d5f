package io.ringwall.plugin.docker;

import io.ringwall.sdk.event.AddressBlock;
import io.ringwall.sdk.event.ContainerSecurity;
import io.ringwall.sdk.event.Image;
import io.ringwall.sdk.event.IpAddress;
import io.ringwall.sdk.event.Mount;
import io.ringwall.sdk.event.NetworkAttachment;
import io.ringwall.sdk.event.Protocol;
import io.ringwall.sdk.event.PublishedPort;
import io.ringwall.sdk.event.Workload;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One object as {@code docker inspect} prints it.
 *
 * @param finished when its last run ended; null while it runs
 * @param blocks address blocks of its networks
 * @param healthProbe command of its health check, as Docker prints it in exec events
 */
record Inspected(
    Workload workload,
    @Nullable Instant started,
    @Nullable Instant finished,
    List<Block> blocks,
    List<Mount> mounts,
    List<PublishedPort> ports,
    ContainerSecurity security,
    List<String> command,
    List<String> entrypoint,
    @Nullable String healthProbe) {
  private static final Pattern ID = Pattern.compile("[0-9A-Za-z][0-9A-Za-z_.-]{0,127}");
  private static final String UNCONFINED = "unconfined";

  /** A network's block of addresses, and the host's address in it. */
  record Block(String network, AddressBlock block, @Nullable IpAddress gateway) {}

  static Inspected read(JsonObject container, String host) throws ShapeException {
    JsonObject config = container.object("Config");
    JsonObject hostConfig = container.object("HostConfig");
    JsonObject state = container.object("State");
    JsonObject settings = container.object("NetworkSettings");

    List<Block> blocks = new ArrayList<>();
    Instant started = started(container, state);
    Instant finished = state.time("FinishedAt");
    boolean over = started != null && finished != null && !finished.isBefore(started);
    boolean privileged = hostConfig.flag("Privileged");
    String id = id(container);
    String name = container.text("Name");
    Workload workload =
        Workloads.builder(
                id,
                name == null ? Workloads.shortId(id) : name,
                image(container, config),
                config.object("Labels").textMap(),
                host)
            .pid(Math.clamp(state.number("Pid"), 0, Integer.MAX_VALUE))
            .networks(networks(settings, blocks))
            .startedAt(started)
            .privileged(privileged)
            .build();
    return new Inspected(
        workload,
        started,
        over ? finished : null,
        blocks,
        mounts(container, hostConfig),
        ports(settings, hostConfig),
        security(container, config, hostConfig, privileged),
        config.texts("Cmd"),
        config.texts("Entrypoint"),
        healthProbe(config));
  }

  private static String id(JsonObject container) throws ShapeException {
    String key = container.has("Id") || !container.has("ID") ? "Id" : "ID";
    String id = container.required(key);
    if (!ID.matcher(id).matches()) {
      throw container.unexpected(key, "a container's id");
    }
    return id.toLowerCase(Locale.ROOT);
  }

  /** Null for a container that was made and never started. */
  private static @Nullable Instant started(JsonObject container, JsonObject state)
      throws ShapeException {
    if (state.has("StartedAt")) {
      return state.time("StartedAt");
    }
    if ("created".equals(state.text("Status"))) {
      return null;
    }
    Instant created = container.time("Created");
    return created == null ? Instant.EPOCH : created;
  }

  private static Image image(JsonObject container, JsonObject config) throws ShapeException {
    String id = container.text("Image");
    String reference = config.text("Image");
    if (reference == null) {
      reference = container.text("ImageName");
    }
    if (reference == null) {
      reference = id;
    }
    if (reference == null) {
      throw config.unexpected("Image", "a text");
    }
    return Naming.image(reference).withId(id);
  }

  private static List<NetworkAttachment> networks(JsonObject settings, List<Block> blocks)
      throws ShapeException {
    JsonObject networks = settings.object("Networks");
    List<NetworkAttachment> attachments = new ArrayList<>();
    for (String name : networks.keys()) {
      attachments.add(attachment(name, networks.object(name), blocks));
    }
    // Before API 1.21 there was one network, and no list of them.
    if (attachments.isEmpty() && settings.has("IPAddress")) {
      NetworkAttachment only = attachment("bridge", settings, blocks);
      if (!only.addresses().isEmpty()) {
        attachments.add(only);
      }
    }
    return attachments;
  }

  private static NetworkAttachment attachment(String name, JsonObject network, List<Block> blocks)
      throws ShapeException {
    Set<IpAddress> addresses = new LinkedHashSet<>();
    JsonObject fixed = network.object("IPAMConfig");
    for (Family family : Family.values()) {
      IpAddress address = network.address(family.address);
      if (address == null) {
        // A container that does not run keeps only the address that the user gave it.
        address = fixed.address(family.fixed);
      }
      if (address != null) {
        addresses.add(address);
        long prefix = network.number(family.prefix);
        if (prefix > 0) {
          blocks.add(block(name, network, family, address, prefix));
        }
      }
    }
    Set<String> aliases = new LinkedHashSet<>(network.texts("Aliases"));
    aliases.addAll(network.texts("DNSNames"));
    String mac = network.text("MacAddress");
    return new NetworkAttachment(
        name,
        network.text("NetworkID"),
        List.copyOf(addresses),
        mac == null ? null : mac.toLowerCase(Locale.ROOT),
        List.copyOf(aliases));
  }

  private static Block block(
      String name, JsonObject network, Family family, IpAddress address, long prefix)
      throws ShapeException {
    if (prefix > (address.isIpv4() ? 32 : 128)) {
      throw network.unexpected(family.prefix, "the length of a prefix");
    }
    return new Block(name, AddressBlock.of(address, (int) prefix), network.address(family.gateway));
  }

  /** Docker's names for the same thing in both families. */
  private enum Family {
    IPV4("IPAddress", "IPPrefixLen", "Gateway", "IPv4Address"),
    IPV6("GlobalIPv6Address", "GlobalIPv6PrefixLen", "IPv6Gateway", "IPv6Address");

    private final String address;
    private final String prefix;
    private final String gateway;
    private final String fixed;

    Family(String address, String prefix, String gateway, String fixed) {
      this.address = address;
      this.prefix = prefix;
      this.gateway = gateway;
      this.fixed = fixed;
    }
  }

  private static List<Mount> mounts(JsonObject container, JsonObject hostConfig)
      throws ShapeException {
    List<Mount> mounts = new ArrayList<>();
    Set<String> targets = new LinkedHashSet<>();
    for (JsonObject mount : container.objects("Mounts")) {
      String target = mount.required("Destination");
      String type = mount.text("Type");
      String name = mount.text("Name");
      String source = mount.text("Source");
      if (type == null) {
        type = name == null ? "bind" : "volume";
      }
      boolean named = type.equals("volume") && name != null;
      targets.add(target);
      mounts.add(
          new Mount(
              named && name != null ? name : source == null ? "" : source,
              target,
              mount.has("RW") ? mount.flag("RW") : !readOnly(mount.text("Mode")),
              type));
    }
    for (String bind : hostConfig.texts("Binds")) {
      String[] parts = bind.split(":", 3);
      if (parts.length > 1 && targets.add(parts[1])) {
        String type = parts[0].startsWith("/") ? "bind" : "volume";
        mounts.add(
            new Mount(parts[0], parts[1], !readOnly(parts.length > 2 ? parts[2] : null), type));
      }
    }
    for (Map.Entry<String, String> tmpfs : hostConfig.object("Tmpfs").textMap().entrySet()) {
      if (targets.add(tmpfs.getKey())) {
        mounts.add(new Mount("", tmpfs.getKey(), !readOnly(tmpfs.getValue()), "tmpfs"));
      }
    }
    return mounts;
  }

  private static boolean readOnly(@Nullable String mode) {
    return mode != null && List.of(mode.split(",")).contains("ro");
  }

  private static List<PublishedPort> ports(JsonObject settings, JsonObject hostConfig)
      throws ShapeException {
    JsonObject published = settings.object("Ports");
    if (published.keys().isEmpty()) {
      published = hostConfig.object("PortBindings");
    }
    Set<PublishedPort> ports = new LinkedHashSet<>();
    for (String key : published.keys()) {
      for (JsonObject binding : published.objects(key)) {
        IpAddress address = binding.address("HostIp");
        String hostPort = binding.text("HostPort");
        ports.add(
            new PublishedPort(
                address == null || address.isUnspecified() ? null : address,
                hostPort == null ? 0 : port(binding, "HostPort", first(hostPort)),
                port(published, key, key.substring(0, (key + "/").indexOf('/'))),
                protocol(key)));
      }
    }
    return List.copyOf(ports);
  }

  /**
   * Of a range, the daemon takes a free one when it starts the container; the first stands here.
   */
  private static String first(String range) {
    return range.substring(0, (range + "-").indexOf('-'));
  }

  private static int port(JsonObject object, String key, String digits) throws ShapeException {
    try {
      int port = Integer.parseInt(digits);
      if (port >= 0 && port <= 65_535) {
        return port;
      }
    } catch (NumberFormatException e) {
      throw object.unexpected(key, "a port, not '" + digits + "'");
    }
    throw object.unexpected(key, "a port from 0 to 65535, not " + digits);
  }

  private static Protocol protocol(String port) {
    if (port.endsWith("/udp")) {
      return Protocol.UDP;
    }
    return port.endsWith("/sctp") ? Protocol.SCTP : Protocol.TCP;
  }

  private static ContainerSecurity security(
      JsonObject container, JsonObject config, JsonObject hostConfig, boolean privileged)
      throws ShapeException {
    String seccomp = option(hostConfig, "seccomp");
    String appArmor = option(hostConfig, "apparmor");
    if (appArmor == null) {
      appArmor = container.text("AppArmorProfile");
    }
    return ContainerSecurity.builder()
        .privileged(privileged)
        .addedCapabilities(hostConfig.texts("CapAdd"))
        .user(config.text("User"))
        .hostNetwork("host".equals(hostConfig.text("NetworkMode")))
        .hostPid("host".equals(hostConfig.text("PidMode")))
        .hostIpc("host".equals(hostConfig.text("IpcMode")))
        .readOnlyRoot(hostConfig.flag("ReadonlyRootfs"))
        .seccomp(privileged ? UNCONFINED : seccomp)
        .appArmor(privileged ? UNCONFINED : appArmor)
        .build();
  }

  /** {@code name=value}, or {@code name:value} as long ago. */
  private static @Nullable String option(JsonObject hostConfig, String name) throws ShapeException {
    for (String option : hostConfig.texts("SecurityOpt")) {
      if (option.startsWith(name + "=") || option.startsWith(name + ":")) {
        return option.substring(name.length() + 1);
      }
    }
    return null;
  }

  private static @Nullable String healthProbe(JsonObject config) throws ShapeException {
    List<String> test = config.object("Healthcheck").texts("Test");
    if (test.size() < 2) {
      return null;
    }
    List<String> arguments = test.subList(1, test.size());
    if (test.getFirst().equals("CMD")) {
      return String.join(" ", arguments).strip();
    }
    if (!test.getFirst().equals("CMD-SHELL")) {
      return null;
    }
    List<String> shell = new ArrayList<>(config.texts("Shell"));
    if (shell.isEmpty()) {
      shell.addAll(List.of("/bin/sh", "-c"));
    }
    shell.addAll(arguments);
    return String.join(" ", shell).strip();
  }
}

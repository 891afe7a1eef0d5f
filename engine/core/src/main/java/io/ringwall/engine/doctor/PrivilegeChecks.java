package io.ringwall.engine.doctor;

import io.ringwall.sdk.plugin.HostCheck;
import io.ringwall.sdk.plugin.HostFact;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What this process may ask of the kernel. */
record PrivilegeChecks(HostFiles files) {
  private static final String FEATURE = "privileges";
  private static final String STATUS = "proc/self/status";
  private static final int HEX = 16;

  List<HostCheck> all() {
    List<HostCheck> checks = new ArrayList<>();
    checks.add(new HostCheck(FEATURE, "user", () -> HostFact.ok(user())));
    for (Capability one : Capability.values()) {
      checks.add(new HostCheck(FEATURE, one.name(), () -> capability(one)));
    }
    return checks;
  }

  private String user() {
    return System.getProperty("user.name") + " (" + userId() + ")";
  }

  /** The effective one, which is the second of four. */
  private String userId() {
    String[] ids = files.after(STATUS, "Uid:").orElse("").split("\\s+", -1);
    return ids.length > 1 ? ids[1] : "?";
  }

  private Optional<Long> effective() {
    return files.after(STATUS, "CapEff:").map(digits -> Long.parseUnsignedLong(digits, HEX));
  }

  private HostFact capability(Capability one) {
    Optional<Long> effective = effective();
    if (effective.isEmpty()) {
      return HostFact.degraded("not told by /" + STATUS, "mount proc on /proc");
    }
    return one.isIn(effective.get())
        ? HostFact.ok("effective")
        : HostFact.degraded(one.without(), remedy(one, effective.get()));
  }

  /**
   * All that lack at once: one command gives them. What is next to being root is not handed out.
   */
  private String remedy(Capability one, long effective) {
    if (one == Capability.CAP_SYS_ADMIN) {
      return "run as root";
    }
    String lacking =
        Stream.of(Capability.values())
            .filter(other -> other != Capability.CAP_SYS_ADMIN && !other.isIn(effective))
            .map(other -> "+" + other.shortName())
            .collect(Collectors.joining(","));
    return "run as root, or have root start it by: setpriv --reuid=%s --clear-groups --inh-caps=%s --ambient-caps=%s ringwall run"
        .formatted(userId(), lacking, lacking);
  }
}

package io.ringwall.plugin.process;

import io.ringwall.kernel.KernelException;
import io.ringwall.kernel.ProcessTracking;
import io.ringwall.sdk.plugin.HostCheck;
import io.ringwall.sdk.plugin.HostFact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** What following processes needs of the host: mounts are read below this folder. */
record ProcessNeeds(Path proc) {
  private static final String FEATURE = "processes";
  private static final int LITTLE = 1 << 16;

  List<HostCheck> all() {
    return List.of(
        new HostCheck(FEATURE, "programs in the kernel", ProcessNeeds::programs),
        new HostCheck(FEATURE, "control groups", this::groups));
  }

  private static HostFact programs() {
    try (ProcessTracking _ = ProcessTracking.open(LITTLE)) {
      return HostFact.ok("the kernel takes them (eBPF)");
    } catch (KernelException e) {
      return HostFact.missing(
          Objects.requireNonNullElse(e.getMessage(), "the kernel refused"),
          "run as root, or with CAP_BPF and CAP_PERFMON (systemd: AmbientCapabilities=CAP_BPF"
              + " CAP_PERFMON); Linux 5.8 or later, built with CONFIG_DEBUG_INFO_BTF");
    } catch (NoClassDefFoundError e) {
      return HostFact.missing(
          "the kernel's module was not granted to this plugin",
          "name it in 'plugin-admission: kernel' of ringwall.yaml");
    }
  }

  /** Read where they are, since systemd and others mount them in more than one place. */
  private HostFact groups() throws IOException {
    for (String line : Files.readAllLines(proc.resolve("self/mountinfo"))) {
      if (line.contains(" - cgroup2 ")) {
        return HostFact.ok("version 2 at " + line.split(" ", -1)[4]);
      }
    }
    return HostFact.degraded(
        "version 2 is not mounted: processes of containers are taken for the host's",
        "mount -t cgroup2 none /sys/fs/cgroup/unified, before the containers' runtime is started;"
            + " or boot with systemd.unified_cgroup_hierarchy=1");
  }
}

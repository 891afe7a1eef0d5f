package io.ringwall.engine.doctor;

import io.ringwall.sdk.plugin.HostCheck;
import io.ringwall.sdk.plugin.HostFact;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the kernel offers to those who see processes and files. */
record KernelChecks(HostFiles files) {
  private static final String FEATURE = "kernel";
  private static final String BTF = "sys/kernel/btf/vmlinux";

  /** CAP_BPF, CAP_PERFMON and the ring buffer of eBPF. */
  private static final KernelVersion WHOLE = new KernelVersion(5, 8);

  private static final Pattern CHOSEN = Pattern.compile("\\[([a-z]+)]");

  List<HostCheck> all() {
    return List.of(
        new HostCheck(FEATURE, "version", this::version),
        new HostCheck(FEATURE, "type information", this::types),
        new HostCheck(FEATURE, "eBPF", this::programs),
        new HostCheck(FEATURE, "lockdown", this::lockdown),
        new HostCheck(FEATURE, "fanotify", this::fileQuestions),
        new HostCheck(FEATURE, "process connector", this::processEvents));
  }

  private HostFact version() {
    String release = files.text("proc/sys/kernel/osrelease").orElse("unknown");
    Optional<KernelVersion> version = KernelVersion.of(files);
    return version.isPresent() && version.get().isBefore(WHOLE)
        ? HostFact.degraded(
            release + "; eBPF is used from 5.8 on", "boot a kernel of version 5.8 or later")
        : HostFact.ok(release);
  }

  private HostFact types() {
    return files.has(BTF)
        ? HostFact.ok("/" + BTF)
        : HostFact.degraded(
            "there is no /" + BTF, "boot a kernel that was built with CONFIG_DEBUG_INFO_BTF=y");
  }

  private HostFact programs() {
    return switch (files.text("proc/sys/kernel/unprivileged_bpf_disabled").orElse("")) {
      case "" ->
          HostFact.degraded(
              "the kernel has no system call bpf",
              "boot a kernel that was built with CONFIG_BPF_SYSCALL=y");
      case "0" -> HostFact.ok("for everybody");
      default -> HostFact.ok("for those who have CAP_BPF");
    };
  }

  private HostFact lockdown() {
    Matcher chosen = CHOSEN.matcher(files.text("sys/kernel/security/lockdown").orElse("[none]"));
    String mode = chosen.find() ? chosen.group(1) : "none";
    return mode.equals("confidentiality")
        ? HostFact.degraded(
            "confidentiality: eBPF cannot read what the kernel holds",
            "boot with lockdown=integrity")
        : HostFact.ok(mode);
  }

  private HostFact fileQuestions() {
    return files.has("proc/sys/fs/fanotify")
        ? HostFact.ok("there")
        : HostFact.degraded(
            "not there, or a kernel before 5.13",
            "boot a kernel of version 5.13 or later that was built with CONFIG_FANOTIFY=y");
  }

  private HostFact processEvents() {
    boolean there =
        files.lines("proc/net/connector").stream().anyMatch(line -> line.startsWith("cn_proc"));
    return there
        ? HostFact.ok("there")
        : HostFact.degraded(
            "not there in this network namespace",
            "run on the host's network; or boot a kernel that was built with CONFIG_PROC_EVENTS=y");
  }
}

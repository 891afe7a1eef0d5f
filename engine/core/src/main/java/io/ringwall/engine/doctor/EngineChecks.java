package io.ringwall.engine.doctor;

import io.ringwall.sdk.plugin.HostCheck;
import io.ringwall.sdk.plugin.HostFact;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the engine's process is given.
 *
 * @param heap how many bytes its heap may grow to
 */
record EngineChecks(HostFiles files, long heap, InstantSource clock) {
  private static final String FEATURE = "engine";
  private static final String KERNEL = "io.ringwall.kernel";
  private static final long KIB = 1L << 10;
  private static final long OPEN_FILES = 4_096;
  private static final long LOCKED = 64L << 20;
  private static final String CLOCKS = "sys/devices/system/clocksource/clocksource0/";

  /** Reading these costs a microsecond and more, each time. */
  private static final Set<String> SLOW =
      Set.of("hpet", "acpi_pm", "pit", "jiffies", "refined-jiffies");

  /** No host has had this time since there was a Ringwall. */
  private static final Instant EARLIEST = Instant.parse("2026-01-01T00:00:00Z");

  /** Since then the kernel counts the memory of eBPF by control group. */
  private static final KernelVersion NO_LOCKED_BPF = new KernelVersion(5, 11);

  List<HostCheck> all() {
    return List.of(
        new HostCheck(FEATURE, "Java", EngineChecks::java),
        new HostCheck(FEATURE, "native access", EngineChecks::nativeAccess),
        new HostCheck(FEATURE, "memory", this::memory),
        new HostCheck(FEATURE, "open files", this::openFiles),
        new HostCheck(FEATURE, "locked memory", this::lockedMemory),
        new HostCheck(FEATURE, "clock", this::time));
  }

  private static HostFact java() {
    return HostFact.ok(
        System.getProperty("java.vm.name") + " " + Runtime.version() + " for " + architecture());
  }

  private static String architecture() {
    return System.getProperty("os.name") + " on " + System.getProperty("os.arch");
  }

  private static HostFact nativeAccess() {
    Optional<Module> module = ModuleLayer.boot().findModule(KERNEL);
    if (module.isPresent() && module.get().isNativeAccessEnabled()) {
      return HostFact.ok("granted to " + KERNEL);
    }
    return HostFact.missing(
        module.isEmpty() ? KERNEL + " is not there" : "not granted to " + KERNEL,
        "start Ringwall by bin/ringwall of its distribution");
  }

  private HostFact memory() {
    Optional<Long> available = kibibytes("MemAvailable:");
    Optional<Long> total = kibibytes("MemTotal:");
    if (available.isEmpty() || total.isEmpty()) {
      return HostFact.ok("a heap of at most " + Sizes.of(heap));
    }
    String found =
        "a heap of at most %s; %s of %s are available"
            .formatted(Sizes.of(heap), Sizes.of(available.get()), Sizes.of(total.get()));
    if (heap <= available.get()) {
      return HostFact.ok(found);
    }
    long half = Math.max(256, available.get() / 2 >> 20);
    return HostFact.degraded(found, "RINGWALL_JAVA_OPTIONS=-Xmx" + half + "m ringwall run");
  }

  private Optional<Long> kibibytes(String name) {
    return files
        .after("proc/meminfo", name)
        .map(text -> Long.parseLong(text.replaceFirst(" kB$", "")) * KIB);
  }

  private HostFact openFiles() {
    Optional<Long> limit = limit("Max open files");
    if (limit.isEmpty()) {
      return HostFact.ok("no limit is told");
    }
    String found = limit.get() == Long.MAX_VALUE ? "no limit" : "at most " + limit.get();
    return limit.get() >= OPEN_FILES
        ? HostFact.ok(found)
        : HostFact.degraded(
            found + "; many containers need " + OPEN_FILES,
            "ulimit -n " + OPEN_FILES + " (systemd: LimitNOFILE=" + OPEN_FILES + ")");
  }

  private HostFact lockedMemory() {
    Optional<Long> limit = limit("Max locked memory");
    if (limit.isEmpty()) {
      return HostFact.ok("no limit is told");
    }
    boolean unlimited = limit.get() == Long.MAX_VALUE;
    String found = unlimited ? "no limit" : "at most " + Sizes.of(limit.get());
    boolean counted =
        KernelVersion.of(files).map(version -> version.isBefore(NO_LOCKED_BPF)).orElse(false);
    if (unlimited || limit.get() >= LOCKED) {
      return HostFact.ok(found);
    }
    return counted
        ? HostFact.degraded(
            found + ", which this kernel counts the memory of eBPF against",
            "ulimit -l unlimited (systemd: LimitMEMLOCK=infinity)")
        : HostFact.ok(found + "; this kernel counts the memory of eBPF elsewhere");
  }

  /** The soft limit. */
  private Optional<Long> limit(String name) {
    return files
        .after("proc/self/limits", name)
        .map(text -> text.split(" +", -1)[0])
        .map(text -> text.equals("unlimited") ? Long.MAX_VALUE : Long.parseLong(text));
  }

  private HostFact time() {
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    String source = files.text(CLOCKS + "current_clocksource").orElse("");
    String found = source.isEmpty() ? now.toString() : now + ", by " + source;
    if (now.isBefore(EARLIEST)) {
      return HostFact.missing(found + ": that is long past", "timedatectl set-ntp true");
    }
    if (!SLOW.contains(source)) {
      return HostFact.ok(found);
    }
    List<String> others =
        List.of(files.text(CLOCKS + "available_clocksource").orElse("").split(" +", -1));
    return HostFact.degraded(
        found + ", which is slow to read",
        others.contains("tsc")
            ? "echo tsc >/" + CLOCKS + "current_clocksource"
            : "boot with tsc=reliable, if this host's processors agree on the time");
  }
}

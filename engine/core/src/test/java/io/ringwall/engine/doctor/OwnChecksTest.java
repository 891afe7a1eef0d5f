package io.ringwall.engine.doctor;

import static io.ringwall.sdk.plugin.HostFact.Outcome.DEGRADED;
import static io.ringwall.sdk.plugin.HostFact.Outcome.MISSING;
import static io.ringwall.sdk.plugin.HostFact.Outcome.OK;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwall.engine.plugins.InstalledCheck;
import io.ringwall.sdk.plugin.HostFact;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What the engine needs, on this host and on hosts whose files the tests write. */
final class OwnChecksTest {
  private static final long GIB = 1L << 30;
  private static final InstantSource NOW =
      InstantSource.fixed(Instant.parse("2026-11-26T16:00:00.5Z"));

  @TempDir private Path root;

  private void file(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text + "\n");
  }

  private HostFact fact(String feature, String name) throws InterruptedException {
    return fact(host(root.resolve("state"), 2 * GIB, NOW), feature, name);
  }

  private OwnChecks host(Path state, long heap, InstantSource clock) {
    return new OwnChecks(root, state, List.of(root.resolve("bin")), heap, clock);
  }

  private static HostFact fact(OwnChecks host, String feature, String name)
      throws InterruptedException {
    return host.all().stream()
        .map(InstalledCheck::check)
        .filter(check -> check.feature().equals(feature) && check.name().equals(name))
        .map(check -> new InstalledCheck("ringwall", check))
        .findFirst()
        .orElseThrow()
        .look();
  }

  private static void is(HostFact fact, HostFact.Outcome outcome, String found, String remedy) {
    assertEquals(outcome, fact.outcome(), fact::toString);
    assertEquals(found, fact.found());
    assertEquals(remedy, fact.remedy());
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void looksAtThisHostWithoutFailing() throws InterruptedException {
    OwnChecks host =
        OwnChecks.ofThisHost(root.resolve("state"), "/usr/bin:/bin", InstantSource.system());
    List<Examined> all =
        Examination.of(
            host.all(), Thread.ofPlatform().factory(), Examination.PATIENCE.multipliedBy(10));
    assertEquals(host.all().size(), all.size());
    assertTrue(all.stream().noneMatch(one -> one.fact().found().contains("failed")), all::toString);
    assertTrue(named(all, "user").fact().found().contains(System.getProperty("user.name")));
    assertTrue(named(all, "memory").fact().found().contains(" are available"));
    assertEquals(System.getProperty("os.version"), named(all, "version").fact().found());
    assertFalse(Files.exists(root.resolve("state")), "it looks and makes nothing");
  }

  private static Examined named(List<Examined> all, String name) {
    return all.stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void readsAllDigitsOfTheKernelsNumbers() throws Exception {
    Process cat = new ProcessBuilder("cat", "/proc/sys/fs/nr_open").start();
    String number =
        new String(cat.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
    assertEquals(number, new HostFiles(Path.of("/")).text("proc/sys/fs/nr_open").orElseThrow());
  }

  @Test
  void aHeapThatMemoryHasNoRoomForIsLess() throws Exception {
    file("proc/meminfo", "MemTotal:        4194304 kB\nMemFree: 1 kB\nMemAvailable:    1048576 kB");
    is(
        fact("engine", "memory"),
        DEGRADED,
        "a heap of at most 2.0 GiB; 1.0 GiB of 4.0 GiB are available",
        "RINGWALL_JAVA_OPTIONS=-Xmx512m ringwall run");
    HostFact small = fact(host(root, GIB / 2, NOW), "engine", "memory");
    assertEquals(OK, small.outcome(), small::toString);
  }

  @Test
  void readsTheSoftLimits() throws Exception {
    file(
        "proc/self/limits",
        """
        Limit                     Soft Limit           Hard Limit           Units
        Max open files            1024                 524288               files
        Max locked memory         8388608              8388608              bytes\
        """);
    is(
        fact("engine", "open files"),
        DEGRADED,
        "at most 1024; many containers need 4096",
        "ulimit -n 4096 (systemd: LimitNOFILE=4096)");
    file("proc/sys/kernel/osrelease", "5.10.0-28-amd64");
    is(
        fact("engine", "locked memory"),
        DEGRADED,
        "at most 8.0 MiB, which this kernel counts the memory of eBPF against",
        "ulimit -l unlimited (systemd: LimitMEMLOCK=infinity)");
    file("proc/sys/kernel/osrelease", "6.1.0-13-amd64");
    assertEquals(OK, fact("engine", "locked memory").outcome());
  }

  @Test
  void aClockThatIsSlowToReadOrLongPastIsToldOf() throws Exception {
    file("sys/devices/system/clocksource/clocksource0/current_clocksource", "hpet");
    file("sys/devices/system/clocksource/clocksource0/available_clocksource", "tsc hpet acpi_pm");
    is(
        fact("engine", "clock"),
        DEGRADED,
        "2026-11-26T16:00:00Z, by hpet, which is slow to read",
        "echo tsc >/sys/devices/system/clocksource/clocksource0/current_clocksource");
    InstantSource epoch = InstantSource.fixed(Instant.EPOCH);
    assertEquals(MISSING, fact(host(root, GIB, epoch), "engine", "clock").outcome());
    file("sys/devices/system/clocksource/clocksource0/current_clocksource", "tsc");
    is(fact("engine", "clock"), OK, "2026-11-26T16:00:00Z, by tsc", "");
  }

  @Test
  void namesEachCapabilityThatLacksAndOneCommandForAll() throws Exception {
    file("proc/self/status", "Name:\tjava\nUid:\t0\t65534\t0\t0\nCapEff:\t0000000000003000");
    assertEquals(OK, fact("privileges", "CAP_NET_RAW").outcome());
    assertEquals(OK, fact("privileges", "CAP_NET_ADMIN").outcome());
    is(
        fact("privileges", "CAP_SYS_PTRACE"),
        DEGRADED,
        "the process behind a connection is not seen where another user runs it",
        "run as root, or have root start it by: setpriv --reuid=65534 --clear-groups"
            + " --inh-caps=+sys_ptrace,+bpf,+perfmon"
            + " --ambient-caps=+sys_ptrace,+bpf,+perfmon ringwall run");
    assertEquals("run as root", fact("privileges", "CAP_SYS_ADMIN").remedy());
    file("proc/self/status", "Uid:\t0\t0\t0\t0\nCapEff:\t0000000000200000");
    assertEquals(OK, fact("privileges", "CAP_BPF").outcome(), "it is part of CAP_SYS_ADMIN");
    assertEquals(DEGRADED, fact("privileges", "CAP_NET_RAW").outcome());
    file("proc/self/status", "Uid:\t0\t0\t0\t0\nCapEff:\t000001ffffffffff");
    assertEquals(OK, fact("privileges", "CAP_PERFMON").outcome());
  }

  @Test
  void tellsWhatAnOldKernelLacks() throws Exception {
    file("proc/sys/kernel/osrelease", "4.19.0-26-amd64");
    is(
        fact("kernel", "version"),
        DEGRADED,
        "4.19.0-26-amd64; eBPF is used from 5.8 on",
        "boot a kernel of version 5.8 or later");
    for (String name : List.of("type information", "eBPF", "fanotify", "process connector")) {
      assertEquals(DEGRADED, fact("kernel", name).outcome(), name);
    }
    assertEquals(OK, fact("kernel", "lockdown").outcome());
  }

  @Test
  void tellsWhatANewKernelOffers() throws Exception {
    file("proc/sys/kernel/osrelease", "6.18.44");
    file("sys/kernel/btf/vmlinux", "");
    file("proc/sys/kernel/unprivileged_bpf_disabled", "2");
    file("sys/kernel/security/lockdown", "none [integrity] confidentiality");
    file("proc/sys/fs/fanotify/max_user_marks", "1");
    file("proc/net/connector", "Name            ID\ncn_proc         1:1");
    is(fact("kernel", "version"), OK, "6.18.44", "");
    is(fact("kernel", "type information"), OK, "/sys/kernel/btf/vmlinux", "");
    is(fact("kernel", "eBPF"), OK, "for those who have CAP_BPF", "");
    is(fact("kernel", "lockdown"), OK, "integrity", "");
    is(fact("kernel", "fanotify"), OK, "there", "");
    is(fact("kernel", "process connector"), OK, "there", "");
    file("sys/kernel/security/lockdown", "none integrity [confidentiality]");
    assertEquals(DEGRADED, fact("kernel", "lockdown").outcome());
  }

  @Test
  void asksProgramsForTheirVersion() throws Exception {
    is(
        fact("packet filter", "iptables"),
        DEGRADED,
        "no program iptables is on the PATH",
        "apt-get install iptables");
    Path program = program("iptables", "echo 'iptables v1.8.9 (nf_tables)'");
    is(fact("packet filter", "iptables"), OK, program + ": iptables v1.8.9 (nf_tables)", "");
    Path nft = program("nft", "echo 'nftables v1.0.6 (Lester Gooch #5)'");
    is(fact("packet filter", "nft"), OK, nft + ": nftables v1.0.6 (Lester Gooch #5)", "");
    program("nft", "echo 'cannot open shared object' >&2; exit 127");
    HostFact broken = fact("packet filter", "nft");
    assertEquals(DEGRADED, broken.outcome());
    assertTrue(broken.found().endsWith("'cannot open shared object'"), broken::found);
  }

  private Path program(String name, String script) throws IOException {
    file("bin/" + name, "#!/bin/sh\n" + script);
    Path program = root.resolve("bin/" + name);
    return Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @Test
  void looksAtTheFolderThatStateWouldBeMadeIn() throws Exception {
    Path state = root.resolve("a/b");
    is(
        fact(host(state, GIB, NOW), "state", "folder"),
        OK,
        root + " can be written, in which " + state + " is made",
        "");
    assertTrue(fact(host(state, GIB, NOW), "state", "space").found().endsWith(" are free"));
    file("a", "a file");
    is(
        fact(host(state, GIB, NOW), "state", "folder"),
        MISSING,
        root.resolve("a") + " is no folder",
        "ringwall run --state DIR names another");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void stateInMemoryIsToldOf() throws Exception {
    is(
        fact(host(Path.of("/dev/shm/ringwall"), GIB, NOW), "state", "file system"),
        DEGRADED,
        "tmpfs: what is kept there is gone at the next boot",
        "ringwall run --state DIR, on a disk of this host (in a container: on a volume)");
  }
}

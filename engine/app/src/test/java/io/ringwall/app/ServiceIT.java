package io.ringwall.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tools.jackson.databind.json.JsonMapper;

/** The distribution as a service of a host that a real systemd runs, by its shipped unit. */
@Tag("root")
@Execution(ExecutionMode.CONCURRENT)
class ServiceIT {
  private static final String UNIT = "/opt/ringwall/systemd/ringwall.service";
  private static final String PROGRAM = "/opt/ringwall/bin/ringwall";

  /** CAP_NET_ADMIN, CAP_NET_RAW, CAP_PERFMON, CAP_BPF, by their numbers in linux/capability.h. */
  private static final long CAPABILITIES = 1L << 12 | 1L << 13 | 1L << 38 | 1L << 39;

  /** In tenths, 0 is best: systemd 252 calls what is below 3.0 no exposure worth a word. */
  private static final String EXPOSURE_MAX = "30";

  @TempDir private Path folder = Path.of("");

  private static Set<String> sources(SystemdHost host) {
    Set<String> sources = new TreeSet<>();
    new JsonMapper()
        .readTree(said(host, PROGRAM, "status", "--json"))
        .path("sources")
        .forEach(one -> sources.add(one.path("name").asString()));
    return sources;
  }

  private static String journal(SystemdHost host) {
    return said(host, "journalctl", "--unit=ringwall", "--no-pager", "--output=cat");
  }

  private static String said(SystemdHost host, String... command) {
    try {
      return host.run(command);
    } catch (java.io.IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static void awaitReady(SystemdHost host, int times) throws InterruptedException {
    RunningEngine.await(
        () -> journal(host).split("ringwall: ready", -1).length > times, () -> journal(host));
  }

  private static String shown(SystemdHost host, String property) throws Exception {
    return host.run("systemctl", "show", "--value", "--property=" + property, "ringwall");
  }

  private static String of(String status, String field) {
    Matcher line = Pattern.compile("(?m)^" + field + ":\\s+(\\S+)").matcher(status);
    assertTrue(line.find(), () -> field + " in " + status);
    return line.group(1);
  }

  @Test
  void runsForGoodWithNothingButItsCapabilities() throws Exception {
    try (SystemdHost host = SystemdHost.boot(folder)) {
      host.run("systemd-analyze", "verify", UNIT);
      host.run("systemd-analyze", "security", "--offline=true", "--threshold", EXPOSURE_MAX, UNIT);
      host.run("systemd-sysusers", "/opt/ringwall/systemd/ringwall-users.conf");
      host.run("systemctl", "enable", "--now", UNIT);
      awaitReady(host, 1);

      String process = host.run("cat", "/proc/" + shown(host, "MainPID") + "/status");
      assertNotEquals("0", of(process, "Uid"));
      assertEquals(CAPABILITIES, Long.parseLong(of(process, "CapEff"), 16));
      assertEquals(CAPABILITIES, Long.parseLong(of(process, "CapBnd"), 16));
      assertEquals("1", of(process, "NoNewPrivs"));
      assertEquals("2", of(process, "Seccomp"), "system calls are filtered");

      Set<String> wanted = Set.of("conntrack", "host", "pcap", "process");
      RunningEngine.await(
          () -> sources(host).equals(wanted), () -> sources(host) + " and not " + wanted);
      int refused =
          host.attempt("setpriv", "--reuid=65534", "--clear-groups", PROGRAM, "status").code();
      assertEquals(74, refused, "another user may not speak with it");

      host.run("kill", "-9", shown(host, "MainPID"));
      awaitReady(host, 2);
      assertEquals("1", shown(host, "NRestarts"));

      host.run("systemctl", "stop", "ringwall");
      assertEquals("success", shown(host, "Result"));
      assertEquals("0", shown(host, "ExecMainStatus"));
      RunningEngine.await(
          () -> journal(host).endsWith("ringwall: stopped"), () -> "last said: " + journal(host));
    }
  }
}

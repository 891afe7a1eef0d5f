package io.ringwall.engine.doctor;

import io.ringwall.sdk.plugin.HostCheck;
import io.ringwall.sdk.plugin.HostFact;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The programs that packet filters are administered by.
 *
 * @param programs folders in which programs are looked for
 */
record PacketFilterChecks(List<Path> programs) {
  private static final String FEATURE = "packet filter";
  private static final int SAID_MAX = 1_000;

  List<HostCheck> all() {
    return List.of(
        new HostCheck(FEATURE, "nft", () -> program("nft", "nftables")),
        new HostCheck(FEATURE, "iptables", () -> program("iptables", "iptables")));
  }

  /** A program says its package's name before its version. */
  private HostFact program(String name, String packaged) throws IOException, InterruptedException {
    String remedy = "apt-get install " + packaged;
    Optional<Path> program =
        programs.stream()
            .map(folder -> folder.resolve(name))
            .filter(Files::isRegularFile)
            .filter(Files::isExecutable)
            .findFirst();
    if (program.isEmpty()) {
      return HostFact.degraded("no program " + name + " is on the PATH", remedy);
    }
    String said = said(program.get());
    return said.startsWith(packaged + " v")
        ? HostFact.ok(program.get() + ": " + said)
        : HostFact.degraded(
            program.get() + " --version said '" + said + "'", remedy + " --reinstall");
  }

  /** The first line of what a program says about its version. */
  private static String said(Path program) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(program.toString(), "--version").redirectErrorStream(true).start();
    try {
      process.getOutputStream().close();
      process.waitFor();
      byte[] said = process.getInputStream().readNBytes(SAID_MAX);
      return new String(said, StandardCharsets.UTF_8).lines().findFirst().orElse("").strip();
    } finally {
      process.destroyForcibly();
    }
  }
}

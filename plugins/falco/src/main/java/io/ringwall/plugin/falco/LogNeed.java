package io.ringwall.plugin.falco;

import io.ringwall.sdk.plugin.HostCheck;
import io.ringwall.sdk.plugin.HostFact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The log that is followed.
 *
 * @param configured the user's, or null
 * @param usual the one that is followed where the user says nothing; nobody has to have Falco
 */
record LogNeed(@Nullable Path configured, Path usual) implements HostCheck.Look {
  private static final String WRITES =
      "have Falco write it: json_output: true, file_output: { enabled: true, filename: %s }";

  @Override
  public HostFact now() throws IOException {
    Path log = configured == null ? usual : configured;
    Path folder = log.toAbsolutePath().getParent();
    if (Files.isRegularFile(log)) {
      return readable(log);
    }
    if (configured == null) {
      return HostFact.degraded(
          "there is no " + log + ", so what Falco would tell is not seen",
          WRITES.formatted(log) + "; plugins.falco.log of ringwall.yaml names another");
    }
    return folder != null && Files.isDirectory(folder)
        ? HostFact.degraded("there is no " + log + " yet", WRITES.formatted(log))
        : HostFact.missing("there is no folder " + folder, "mkdir -p " + folder);
  }

  private static HostFact readable(Path log) throws IOException {
    if (Files.isReadable(log)) {
      return HostFact.ok(
          String.format(
              Locale.ROOT,
              "%s, %,d bytes, last written %s",
              log,
              Files.size(log),
              Files.getLastModifiedTime(log)));
    }
    String user = System.getProperty("user.name");
    return HostFact.missing(
        log + " cannot be read by " + user,
        "run as root, or let this user read it: setfacl -m u:%s:r %s".formatted(user, log));
  }
}

package io.ringwall.plugin.falco;

import io.ringwall.sdk.plugin.CaptureSource;
import io.ringwall.sdk.plugin.CaptureSourceFactory;
import io.ringwall.sdk.plugin.HostCheck;
import io.ringwall.sdk.plugin.PluginException;
import io.ringwall.sdk.plugin.PluginException.Category;
import io.ringwall.sdk.plugin.SourceContext;
import io.ringwall.sdk.source.FollowedLog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Follows the log that Falco writes with {@code json_output} and {@code file_output}. */
final class FollowedLogFactory implements CaptureSourceFactory<AlertLogSettings> {
  /** Where Falco's documentation has its log. */
  private static final Path USUAL = Path.of("/var/log/falco/events.json");

  /** Falco writes a line once it has it; events of several CPUs come a little out of order. */
  private static final Duration LATENESS = Duration.ofSeconds(1);

  private static final Duration INTERVAL = Duration.ofMillis(50);

  @Override
  public String name() {
    return AlertLogFactory.NAME;
  }

  @Override
  public Class<AlertLogSettings> configuration() {
    return AlertLogSettings.class;
  }

  @Override
  public AlertLogSettings defaults() {
    return AlertLogSettings.DEFAULT;
  }

  @Override
  public List<HostCheck> needs(AlertLogSettings settings) {
    return List.of(
        new HostCheck("processes and files", "Falco's log", new LogNeed(settings.log(), USUAL)));
  }

  @Override
  public CaptureSource open(AlertLogSettings settings, SourceContext context)
      throws PluginException {
    Path configured = settings.log();
    Path file = configured == null ? USUAL : configured;
    Path folder = file.toAbsolutePath().getParent();
    if (configured == null && !Files.exists(file)) {
      throw new PluginException(
          Category.RESOURCE, "there is no " + file + "; plugins.falco.log names another log");
    }
    if (folder == null || !Files.isDirectory(folder)) {
      throw new PluginException(
          Category.RESOURCE, "log " + file + ": there is no folder " + folder);
    }
    return new FollowedLog(file, context, LATENESS, INTERVAL, AlertReader::new);
  }
}

package io.ringwall.app.command;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where configuration, state and plugins are, if not where this installation has them. */
final class Places {
  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description = "configuration; default: etc/ringwall.yaml of this installation")
  private @Nullable Path configuration;

  @Option(
      names = "--state",
      paramLabel = "DIR",
      description =
          "where findings and model are kept; default: var of this installation, and for 'replay'"
              + " a folder that is forgotten")
  private @Nullable Path state;

  @Option(
      names = "--plugins",
      paramLabel = "DIR",
      description = "folder of plugin JARs; default: plugins of this installation")
  private @Nullable Path plugins;

  /** The configuration's file, or null for the installed one. */
  @Nullable Path configuration() {
    return configuration;
  }

  /** The folder of the state, or null where none was named. */
  @Nullable Path state() {
    return state;
  }

  /** The folder of the state. */
  Path state(Home home) {
    return state == null ? home.state() : state;
  }

  /** The folder of the plugins. */
  Path plugins(Home home) {
    return plugins == null ? home.plugins() : plugins;
  }
}

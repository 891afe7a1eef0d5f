package io.ringwall.app.command;

import com.google.inject.Inject;
import io.ringwall.engine.model.Model;
import io.ringwall.engine.route.StoredState;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The model that a command is asked about. */
final class StoredModel {
  private final Installation installation;
  private final ThreadFactory threads;

  @Option(
      names = "--state",
      paramLabel = "DIR",
      required = true,
      description = "the folder that 'ringwall replay --state' was given")
  private @Nullable Path state;

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description = "configuration; default: etc/ringwall.yaml of this installation")
  private @Nullable Path configuration;

  @Inject
  StoredModel(Installation installation, ThreadFactory threads) {
    this.installation = installation;
    this.threads = threads;
  }

  /** The configuration file that was named, or null. */
  @Nullable Path configuration() {
    return configuration;
  }

  Model read() {
    return StoredState.model(
        Objects.requireNonNull(state), installation.configuration(configuration), threads);
  }
}

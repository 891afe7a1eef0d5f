package io.ringwall.app.command;

import io.ringwall.server.client.EngineClient;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The socket of the engine that a command is about: named before the command's name, or after. */
final class EngineSocket {
  static final String NAME = "--socket";

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec command;

  @Option(
      names = NAME,
      paramLabel = "PATH",
      description = "the engine's socket, as 'ringwall run' was given it (also: RINGWALL_SOCKET)")
  private @Nullable Path here;

  /** The socket, or null where none was named. */
  @Nullable Path path() {
    if (here != null || command == null) {
      return here;
    }
    OptionSpec before = command.root().findOption(NAME);
    Path named = before == null ? null : before.getValue();
    return named == null || named.toString().isEmpty() ? null : named;
  }

  /** A client of the engine there. */
  EngineClient connect() {
    Path path = path();
    if (path == null) {
      throw new ParameterException(
          java.util.Objects.requireNonNull(command).commandLine(),
          "--socket PATH is missing: the socket that 'ringwall run --socket PATH' was given");
    }
    return new EngineClient(path);
  }
}

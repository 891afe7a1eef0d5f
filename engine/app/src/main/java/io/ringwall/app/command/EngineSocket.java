package io.ringwall.app.command;

import io.ringwall.server.client.EngineClient;
import java.nio.file.Files;
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

  /** Where the engine listens that runs as a service of this host. */
  static final Path SERVICE = Path.of("/run/ringwall/engine.sock");

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec command;

  @Option(
      names = NAME,
      paramLabel = "PATH",
      description =
          "the engine's socket, as 'ringwall run' was given it (also: RINGWALL_SOCKET; default:"
              + " that of the service, /run/ringwall/engine.sock)")
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

  /** A client of the engine there; where none was named, of this host's service. */
  EngineClient connect() {
    Path path = path();
    if (path == null && Files.exists(SERVICE)) {
      path = SERVICE;
    }
    if (path == null) {
      throw new ParameterException(
          java.util.Objects.requireNonNull(command).commandLine(),
          "--socket PATH is missing: the socket that 'ringwall run --socket PATH' was given; no"
              + " service of this host listens at "
              + SERVICE);
    }
    return new EngineClient(path);
  }
}

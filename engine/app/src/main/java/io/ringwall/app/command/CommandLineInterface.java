package io.ringwall.app.command;

import com.google.inject.Inject;
import com.google.inject.Injector;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Understands arguments and runs the command that they name. */
public final class CommandLineInterface {
  private final Injector injector;
  private final Terminal terminal;

  /** The command line on this terminal; the injector makes commands. */
  @Inject
  CommandLineInterface(Injector injector, Terminal terminal) {
    this.injector = injector;
    this.terminal = terminal;
  }

  /**
   * Runs a command.
   *
   * @param debug show where failures happened
   * @return the exit code
   */
  public int run(String[] arguments, boolean debug) {
    var failures = new Failures(terminal, debug);
    try {
      int code = commands(failures).execute(arguments);
      terminal.err().flush();
      if (terminal.out().checkError()) {
        terminal.tell("standard output cannot be written");
        return code == ExitCode.DONE ? ExitCode.RESOURCE : code;
      }
      return code;
    } catch (Throwable e) {
      return failures.tell(e);
    }
  }

  private CommandLine commands(Failures failures) {
    Ansi colours = terminal.ink().colours() ? Ansi.ON : Ansi.OFF;
    return new CommandLine(RingwallCommand.class, new Commands(injector))
        .setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8))
        .setColorScheme(CommandLine.Help.defaultColorScheme(colours))
        .setUsageHelpWidth(terminal.width())
        .setUsageHelpLongOptionsMaxWidth(32)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setOverwrittenOptionsAllowed(true)
        .setExecutionExceptionHandler((failure, command, parsed) -> failures.tell(failure))
        .setParameterExceptionHandler(this::misunderstood);
  }

  private int misunderstood(ParameterException mistake, String[] arguments) {
    CommandLine command = mistake.getCommandLine();
    terminal.tell(String.valueOf(mistake.getMessage()));
    UnmatchedArgumentException.printSuggestions(mistake, command.getErr());
    terminal.tell("see '" + command.getCommandSpec().qualifiedName() + " --help'");
    return ExitCode.USAGE;
  }

  /** Makes our commands by injection, and what picocli needs besides as picocli does. */
  private record Commands(Injector injector) implements IFactory {
    @Override
    public <K> K create(Class<K> type) throws Exception {
      boolean ours = type.getPackageName().startsWith("io.ringwall.");
      return ours ? injector.getInstance(type) : CommandLine.defaultFactory().create(type);
    }
  }
}

package io.ringwall.app.command;

import com.google.inject.Inject;
import com.google.inject.Injector;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Understands arguments and runs the command that they name. */
public final class CommandLineInterface {
  private static final String COMPLETION = "completion";

  /** By name, in the order of the help. */
  private static final Map<String, Class<?>> COMMANDS = commands();

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
      int code = line(failures, arguments).execute(arguments);
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

  private static Map<String, Class<?>> commands() {
    Map<String, Class<?>> commands = new LinkedHashMap<>();
    commands.put("run", RunCommand.class);
    commands.put("status", StatusCommand.class);
    commands.put("findings", FindingsCommand.class);
    commands.put("events", EventsCommand.class);
    commands.put("mode", ModeCommand.class);
    commands.put("doctor", DoctorCommand.class);
    commands.put("replay", ReplayCommand.class);
    commands.put("rules", RulesCommand.class);
    commands.put("model", ModelCommand.class);
    commands.put("policy", PolicyCommand.class);
    commands.put("plugins", PluginsCommand.class);
    commands.put(COMPLETION, CompletionCommand.class);
    return Collections.unmodifiableMap(commands);
  }

  private CommandLine line(Failures failures, String[] arguments) {
    CommandLine line = new CommandLine(RingwallCommand.class, new Commands(injector));
    named(arguments).forEach((name, command) -> line.addSubcommand(name, command));
    Ansi colours = terminal.ink().colours() ? Ansi.ON : Ansi.OFF;
    return line.setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8))
        .setColorScheme(CommandLine.Help.defaultColorScheme(colours))
        .setUsageHelpWidth(terminal.width())
        .setUsageHelpLongOptionsMaxWidth(32)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setOverwrittenOptionsAllowed(true)
        .setExecutionExceptionHandler((failure, command, parsed) -> failures.tell(failure))
        .setParameterExceptionHandler(this::misunderstood);
  }

  /**
   * To describe all commands takes longer than many a command, so only the one that is meant is.
   */
  private static Map<String, Class<?>> named(String[] arguments) {
    int at = arguments.length > 2 && arguments[0].equals(EngineSocket.NAME) ? 2 : 0;
    String first = arguments.length == 0 ? "" : arguments[at];
    Class<?> meant = first.equals(COMPLETION) ? null : COMMANDS.get(first);
    return meant == null ? COMMANDS : Map.of(first, meant);
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

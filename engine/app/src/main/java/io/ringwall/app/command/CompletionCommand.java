package io.ringwall.app.command;

import com.google.inject.Inject;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code ringwall completion}. */
@Command(
    name = "completion",
    aliases = "generate-completion",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    descriptionHeading = "%n",
    description =
        "Prints a script with which bash and zsh complete ringwall's commands and options.",
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nExample:%n",
    footer = "  source <(ringwall completion)")
final class CompletionCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Spec private @Nullable CommandSpec spec;

  @Inject
  CompletionCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    CommandSpec root = Objects.requireNonNull(spec).root();
    terminal.out().print(AutoComplete.bash(root.name(), root.commandLine()));
    terminal.out().println();
    terminal.out().flush();
    return ExitCode.DONE;
  }
}

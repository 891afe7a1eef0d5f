package io.ringwall.app.command;

import com.google.inject.Inject;
import io.ringwall.app.text.Page;
import io.ringwall.app.text.RuleText;
import io.ringwall.engine.rules.RuleBase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code ringwall rules lint}. */
@Command(
    name = "lint",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    descriptionHeading = "%n",
    description = {
      "Checks rule sets and tells all that is wrong at once: file, line, column, what was expected,"
          + " what was found. An error keeps a rule set from being loaded; a warning does not."
    },
    parameterListHeading = "%nArguments:%n",
    optionListHeading = "%nOptions:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:no errors", "1:errors"})
final class RulesLintCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(
      paramLabel = "DIR",
      arity = "1..*",
      description = "a rule set (a folder with a ruleset.yaml), or a folder of rule sets")
  private List<Path> folders = new ArrayList<>();

  @Inject
  RulesLintCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    List<Path> sets = folders.stream().flatMap(folder -> RuleFolders.in(folder).stream()).toList();
    RuleBase rules = RuleBase.load(sets, RuleBase.Settings.DEFAULT);
    Page page = terminal.page();
    boolean sound = RuleText.problems(page, sets.size(), rules.problems());
    terminal.print(page);
    return sound ? ExitCode.DONE : ExitCode.FOUND;
  }
}

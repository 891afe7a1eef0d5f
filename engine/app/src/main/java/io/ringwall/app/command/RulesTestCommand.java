package io.ringwall.app.command;

import com.google.inject.Inject;
import io.ringwall.app.text.Page;
import io.ringwall.app.text.RuleText;
import io.ringwall.testkit.RuleSetCase;
import io.ringwall.testkit.RuleSetTests;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code ringwall rules test}. */
@Command(
    name = "test",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    descriptionHeading = "%n",
    description = {
      "Runs the cases that rule sets bring along: folders in 'tests', each with events.jsonl and"
          + " findings.yaml. Exactly the findings listed there must be found."
    },
    parameterListHeading = "%nArguments:%n",
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nA case is quickly made:%n",
    footer = {
      "  ringwall replay --write-events my-rules/tests/ssh/events.jsonl ssh.pcap",
      "  then keep the lines that matter, and list in findings.yaml:",
      "  - rule: ssh between containers"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all cases passed",
      "1:one failed, or there is none",
      "78:a rule set has an error"
    })
final class RulesTestCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(
      paramLabel = "DIR",
      arity = "1..*",
      description = "a rule set (a folder with a ruleset.yaml), or a folder of rule sets")
  private List<Path> folders = new ArrayList<>();

  @Inject
  RulesTestCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    List<Path> sets = folders.stream().flatMap(folder -> RuleFolders.in(folder).stream()).toList();
    Map<RuleSetCase, List<String>> results = new LinkedHashMap<>();
    RuleSetTests.in(sets).forEach(one -> results.put(one, one.run()));
    Page page = terminal.page();
    boolean passed = RuleText.cases(page, results);
    terminal.print(page);
    return passed && !results.isEmpty() ? ExitCode.DONE : ExitCode.FOUND;
  }
}

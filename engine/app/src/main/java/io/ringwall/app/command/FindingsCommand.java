package io.ringwall.app.command;

import com.google.inject.Inject;
import io.ringwall.app.text.FindingLines;
import io.ringwall.engine.findings.FindingJson;
import io.ringwall.sdk.finding.Finding;
import io.ringwall.server.client.EngineClient;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ringwall findings}. */
@Command(
    name = "findings",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    subcommands = {
      FindingsShowCommand.class,
      FindingsClearCommand.class,
      FindingsAckCommand.class,
      FindingsUndoCommand.class
    },
    synopsisSubcommandLabel = "[COMMAND]",
    descriptionHeading = "%n",
    description = {
      "Lists what a running engine found and nobody cleared, a line each, by the time of the first"
          + " event."
    },
    optionListHeading = "%nOptions:%n",
    commandListHeading = "%nCommands:%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ringwall --socket PATH findings --severity high --since 2h",
      "  ringwall --socket PATH findings --follow --json | jq -r .message",
      "  ringwall --socket PATH findings show 4f1c08a2e95b6d73",
      "  ringwall --socket PATH findings clear --edge '* -> shop/user-db *' --reason 'backup test'"
    })
final class FindingsCommand implements Callable<Integer> {
  private static final FindingJson JSON = new FindingJson();

  private final Terminal terminal;
  private final InstantSource clock;
  @Mixin private EngineSocket socket = new EngineSocket();
  @Mixin private FindingFilters filters = new FindingFilters();

  @Option(
      names = {"-f", "--follow"},
      description = "goes on with each finding as it is raised or revised, until Ctrl-C")
  private boolean follow;

  @Option(names = "--json", description = "as JSON Lines, the same as 'ringwall replay --json'")
  private boolean json;

  @Inject
  FindingsCommand(Terminal terminal, InstantSource clock) {
    this.terminal = terminal;
    this.clock = clock;
  }

  @Override
  public Integer call() throws InterruptedException {
    Map<String, List<String>> wanted = filters.parameters(clock);
    try (EngineClient engine = socket.connect()) {
      if (!follow) {
        engine.lines("/findings", wanted, this::print);
        terminal.out().flush();
        return ExitCode.DONE;
      }
      engine.follow("/findings/stream", wanted, this::sent);
      terminal.tell("the engine stopped");
      return ExitCode.RESOURCE;
    }
  }

  private void sent(String event, String data) {
    if (event.equals("finding")) {
      print(data);
      terminal.out().flush();
    } else {
      Following.left(terminal, data, "revision");
    }
  }

  private void print(String line) {
    if (json) {
      terminal.out().print(line + "\n");
      return;
    }
    Finding finding = JSON.read(line);
    terminal.out().print(FindingLines.line(finding, terminal.ink()) + "\n");
  }
}

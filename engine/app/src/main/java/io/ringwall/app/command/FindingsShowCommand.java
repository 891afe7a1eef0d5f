package io.ringwall.app.command;

import com.google.inject.Inject;
import io.ringwall.app.text.FindingLines;
import io.ringwall.app.text.Page;
import io.ringwall.engine.findings.FindingJson;
import io.ringwall.server.client.EngineClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code ringwall findings show}. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    descriptionHeading = "%n",
    description = "Shows findings with everything needed to believe them.",
    optionListHeading = "%nOptions:%n")
final class FindingsShowCommand implements Callable<Integer> {
  private final Terminal terminal;
  @Mixin private EngineSocket socket = new EngineSocket();

  @Parameters(arity = "1..*", paramLabel = "ID", description = "the finding's id")
  private List<String> ids = new ArrayList<>();

  @Option(names = "--json", description = "as JSON Lines")
  private boolean json;

  @Inject
  FindingsShowCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws InterruptedException {
    var reader = new FindingJson();
    Page page = terminal.page();
    try (EngineClient engine = socket.connect()) {
      int number = 1;
      for (String id : ids) {
        JsonNode finding = engine.get("/findings/" + Ids.finding(id), Map.of());
        if (json) {
          terminal.out().print(finding + "\n");
        } else {
          FindingLines.whole(page, reader.read(finding.toString()), number++);
        }
      }
    }
    terminal.print(page);
    return ExitCode.DONE;
  }
}

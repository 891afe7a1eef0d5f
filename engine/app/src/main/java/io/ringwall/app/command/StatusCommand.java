package io.ringwall.app.command;

import com.google.inject.Inject;
import io.ringwall.app.text.Page;
import io.ringwall.app.text.StatusText;
import io.ringwall.server.client.EngineClient;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** {@code ringwall status}. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    descriptionHeading = "%n",
    description = {
      "Tells how a running engine fares: its sources, how far behind they are and what they lost,"
          + " modes, how much is learned, findings, memory."
    },
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ringwall --socket /run/ringwall.sock status",
      "  ringwall --socket /run/ringwall.sock status --json | jq .sources"
    })
final class StatusCommand implements Callable<Integer> {
  private final Terminal terminal;
  @Mixin private EngineSocket socket = new EngineSocket();

  @Option(names = "--json", description = "as one JSON object")
  private boolean json;

  @Inject
  StatusCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws InterruptedException {
    try (EngineClient engine = socket.connect()) {
      JsonNode status = engine.get("/status", Map.of());
      if (json) {
        terminal.out().print(status + "\n");
        terminal.out().flush();
        return ExitCode.DONE;
      }
      Page page = terminal.page();
      StatusText.write(page, status);
      terminal.print(page);
      return ExitCode.DONE;
    }
  }
}

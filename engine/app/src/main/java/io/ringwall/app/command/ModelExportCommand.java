package io.ringwall.app.command;

import com.google.inject.Inject;
import io.ringwall.app.text.MapPicture;
import io.ringwall.app.text.Page;
import io.ringwall.engine.model.KnownEdge;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ringwall model export}. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    descriptionHeading = "%n",
    description = {
      "Prints all known connections, a line each, ordered by what they name. 'state' is LEARNED, or"
          + " CANDIDATE for what was seen while learning and has not become learned."
    },
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nExample:%n",
    footer =
        "  ringwall model export --state model --json | jq -c '[.from.service, .to.service,"
            + " .port]'")
final class ModelExportCommand implements Callable<Integer> {
  private final Terminal terminal;
  @Mixin private final StoredModel stored;

  @Option(names = "--json", description = "as JSON Lines; without it as columns of text")
  private boolean json;

  @Inject
  ModelExportCommand(Terminal terminal, StoredModel stored) {
    this.terminal = terminal;
    this.stored = stored;
  }

  @Override
  public Integer call() {
    List<KnownEdge> edges = stored.read().edges();
    if (json) {
      edges.forEach(edge -> terminal.out().print(edge.toJson() + "\n"));
      terminal.out().flush();
      return ExitCode.DONE;
    }
    Page page = terminal.page();
    MapPicture.list(page, edges);
    terminal.print(page);
    return ExitCode.DONE;
  }
}

package io.ringwall.app.command;

import com.google.inject.Inject;
import io.ringwall.app.text.MapPicture;
import io.ringwall.app.text.Page;
import io.ringwall.engine.model.Model;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ringwall model show}. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    descriptionHeading = "%n",
    description = "Draws the learned connections as a picture in text.",
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nExample:%n",
    footer = {
      "  ringwall replay --learn normal.pcap --inventory inventory.json --state model",
      "  ringwall model show --state model"
    })
final class ModelShowCommand implements Callable<Integer> {
  private final Terminal terminal;
  @Mixin private final StoredModel stored;

  @Inject
  ModelShowCommand(Terminal terminal, StoredModel stored) {
    this.terminal = terminal;
    this.stored = stored;
  }

  @Override
  public Integer call() {
    Model model = stored.read();
    var picture = new MapPicture(model.edges(), List.of());
    Page page = terminal.page();
    if (picture.isEmpty()) {
      page.line("Nothing was learned.");
    } else {
      picture.drawOn(page);
    }
    terminal.print(page);
    return ExitCode.DONE;
  }
}

package io.ringwall.app.command;

import com.google.inject.Inject;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ringwall findings clear}. */
@Command(
    name = "clear",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    descriptionHeading = "%n",
    description = {
      "Clears findings: they leave the list, and stay in the ledger. A finding that happens again"
          + " after it was cleared is on the list again."
    },
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nExample:%n",
    footer =
        "  ringwall --socket PATH findings clear --rule 'vertical port scan' --reason 'our own"
            + " scanner'")
final class FindingsClearCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final InstantSource clock;
  @Mixin private EngineSocket socket = new EngineSocket();
  @Mixin private FindingFilters filters = new FindingFilters();
  @Mixin private Clearing clearing = new Clearing();

  @Inject
  FindingsClearCommand(Terminal terminal, InstantSource clock) {
    this.terminal = terminal;
    this.clock = clock;
  }

  @Override
  public Integer call() throws InterruptedException {
    return clearing.say(socket, filters.parameters(clock), "RESOLVED", "cleared", terminal);
  }
}

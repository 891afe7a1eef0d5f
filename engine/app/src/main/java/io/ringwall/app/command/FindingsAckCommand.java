package io.ringwall.app.command;

import com.google.inject.Inject;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ringwall findings ack}. */
@Command(
    name = "ack",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    descriptionHeading = "%n",
    description = {"Acknowledges findings: they stay on the list, marked as looked after."},
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nExample:%n",
    footer = "  ringwall --socket PATH findings ack --container shop-carts-1")
final class FindingsAckCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final InstantSource clock;
  @Mixin private EngineSocket socket = new EngineSocket();
  @Mixin private FindingFilters filters = new FindingFilters();
  @Mixin private Clearing clearing = new Clearing();

  @Inject
  FindingsAckCommand(Terminal terminal, InstantSource clock) {
    this.terminal = terminal;
    this.clock = clock;
  }

  @Override
  public Integer call() throws InterruptedException {
    return clearing.say(
        socket, filters.parameters(clock), "ACKNOWLEDGED", "acknowledged", terminal);
  }
}

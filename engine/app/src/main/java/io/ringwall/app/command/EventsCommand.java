package io.ringwall.app.command;

import com.google.inject.Inject;
import io.ringwall.app.text.EventLines;
import io.ringwall.engine.archive.EventJson;
import io.ringwall.server.client.EngineClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ringwall events}. */
@Command(
    name = "events",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    descriptionHeading = "%n",
    description = {
      "Shows what a running engine sees, as it judges it, until Ctrl-C.",
      "",
      "Filters of one key are alternatives, those of different keys all hold. Keys: type (flow,"
          + " dns, http, process, file, container, custom), container (name or how its id begins),"
          + " image, namespace, service, source, edge-state (of flows: candidate, learned, allowed,"
          + " unseen, denied, unknown). * stands for any text.",
      "",
      "Who reads too slowly misses the oldest, and is told how many; the engine waits for nobody."
    },
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ringwall --socket PATH events --filter type=flow --filter namespace=shop",
      "  ringwall --socket PATH events -f edge-state=unseen -f edge-state=denied",
      "  ringwall --socket PATH events -f type=process --json | jq -r .process.commandLine"
    })
final class EventsCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final EventJson reader = new EventJson();
  @Mixin private EngineSocket socket = new EngineSocket();
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = {"-f", "--filter"},
      paramLabel = "KEY=VALUE",
      description = "shows only these")
  private List<String> filters = new ArrayList<>();

  @Option(names = "--json", description = "as JSON Lines, the same as 'replay --write-events'")
  private boolean json;

  @Inject
  EventsCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws InterruptedException {
    Map<String, List<String>> wanted = new TreeMap<>();
    for (String filter : filters) {
      int equals = filter.indexOf('=');
      if (equals <= 0) {
        throw new ParameterException(
            java.util.Objects.requireNonNull(spec).commandLine(),
            "--filter must be KEY=VALUE, was '" + filter + "'");
      }
      wanted
          .computeIfAbsent(filter.substring(0, equals), _ -> new ArrayList<>())
          .add(filter.substring(equals + 1));
    }
    try (EngineClient engine = socket.connect()) {
      engine.follow("/events", wanted, this::sent);
    }
    terminal.tell("the engine stopped");
    return ExitCode.RESOURCE;
  }

  private void sent(String event, String data) {
    if (!event.equals("event")) {
      Following.left(terminal, data, "event");
      return;
    }
    String line = json ? data : EventLines.line(reader.read(data), terminal.ink());
    terminal.out().print(line + "\n");
    terminal.out().flush();
  }
}

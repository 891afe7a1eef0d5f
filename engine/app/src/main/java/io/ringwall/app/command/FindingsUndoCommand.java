package io.ringwall.app.command;

import com.google.inject.Inject;
import io.ringwall.server.client.EngineClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code ringwall findings undo}. */
@Command(
    name = "undo",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    descriptionHeading = "%n",
    description = {
      "Takes back what 'clear' or 'ack' said: what held of these findings before holds again."
          + " Without an ID it lists what can be taken back."
    },
    optionListHeading = "%nOptions:%n")
final class FindingsUndoCommand implements Callable<Integer> {
  private final Terminal terminal;
  @Mixin private EngineSocket socket = new EngineSocket();

  @Parameters(arity = "0..*", paramLabel = "ID", description = "what 'clear' or 'ack' answered")
  private List<String> ids = new ArrayList<>();

  @Inject
  FindingsUndoCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws InterruptedException {
    try (EngineClient engine = socket.connect()) {
      if (ids.isEmpty()) {
        for (JsonNode one : engine.get("/clearances", Map.of()).path("clearances")) {
          terminal.out().print(described(one) + "\n");
        }
      }
      for (String id : ids) {
        JsonNode gone = engine.send("DELETE", "/clearances/" + Ids.clearance(id), Map.of(), null);
        terminal.out().print("taken back: " + described(gone) + "\n");
      }
    }
    terminal.out().flush();
    return ExitCode.DONE;
  }

  private static String described(JsonNode one) {
    String reason = one.path("reason").asString();
    return one.path("id").asString()
        + "  "
        + one.path("at").asString()
        + "  "
        + one.path("by").asString()
        + "  "
        + one.path("status").asString().toLowerCase(java.util.Locale.ROOT)
        + ": "
        + String.join(", ", one.path("findings").propertyNames())
        + (reason.isEmpty() ? "" : " (" + reason + ")");
  }
}

package io.ringwall.app.command;

import io.ringwall.server.client.EngineClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Findings that are to be cleared or acknowledged: by id, or all that filters leave. */
final class Clearing {
  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec command;

  @Parameters(arity = "0..*", paramLabel = "ID", description = "ids of findings; or use filters")
  private List<String> ids = new ArrayList<>();

  @Option(names = "--reason", paramLabel = "TEXT", description = "why; kept with it")
  private String reason = "";

  @Option(names = "--json", description = "what was done, as one JSON object")
  private boolean json;

  /**
   * Says this of them.
   *
   * @param socket of the engine
   * @param wanted what filters say
   * @param done what was done, for people
   */
  int say(
      EngineSocket socket,
      Map<String, List<String>> wanted,
      String status,
      String done,
      Terminal terminal)
      throws InterruptedException {
    if (ids.isEmpty() == wanted.isEmpty()) {
      throw new ParameterException(
          Objects.requireNonNull(command).commandLine(),
          "either ids of findings or filters must be given; --state open means all that are open");
    }
    ObjectNode body = JsonMapper.shared().createObjectNode();
    body.put("status", status);
    body.put("reason", reason);
    if (ids.isEmpty()) {
      body.set("filter", JsonMapper.shared().valueToTree(wanted));
    } else {
      body.set("findings", JsonMapper.shared().valueToTree(ids));
    }
    try (EngineClient engine = socket.connect()) {
      JsonNode made = engine.send("POST", "/clearances", Map.of(), body);
      if (json) {
        terminal.out().print(made + "\n");
      } else {
        int count = made.path("findings").size();
        String id = made.path("id").asString();
        terminal
            .out()
            .print(
                count
                    + (count == 1 ? " finding " : " findings ")
                    + done
                    + "; 'ringwall findings undo "
                    + id
                    + "' takes it back\n");
      }
    }
    terminal.out().flush();
    return ExitCode.DONE;
  }
}

package io.ringwall.app.command;

import com.google.inject.Inject;
import io.ringwall.app.text.ModeText;
import io.ringwall.app.text.Page;
import io.ringwall.engine.config.ModeEntry.Way;
import io.ringwall.sdk.finding.Mode;
import io.ringwall.server.client.EngineClient;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code ringwall mode}. */
@Command(
    name = "mode",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    descriptionHeading = "%n",
    description = {
      "Shows which modes hold in a running engine and why, or gives a scope a mode.",
      "",
      "A mode that is given holds at once and over restarts. The most specific pattern holds; one"
          + " that is as specific as another is refused. A scope that leaves 'learn' has its"
          + " candidates learned."
    },
    optionListHeading = "%nOptions:%n",
    parameterListHeading = "%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ringwall --socket PATH mode                          (all that holds, and why)",
      "  ringwall --socket PATH mode 'shop/*' alert",
      "  ringwall --socket PATH mode '*/payment' learn --direction outbound",
      "  ringwall --socket PATH mode 'shop/*' --reset         (files alone say what holds)"
    })
final class ModeCommand implements Callable<Integer> {
  private final Terminal terminal;
  @Mixin private EngineSocket socket = new EngineSocket();
  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "NAMESPACE/SERVICE",
      description = "a pattern; * stands for any text")
  private @Nullable String scope;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "MODE",
      description = "learn, alert, prevent or off; without it: show what holds")
  private @Nullable Mode mode;

  @Option(
      names = "--direction",
      paramLabel = "DIRECTION",
      description = "only for this: east-west, outbound or inbound; may be given again",
      converter = Direction.class)
  private List<Way> directions = new ArrayList<>();

  @Option(names = "--reset", description = "take back what operators said of this scope")
  private boolean reset;

  @Option(names = "--json", description = "as one JSON object")
  private boolean json;

  /** A direction as users write it. */
  static final class Direction implements picocli.CommandLine.ITypeConverter<Way> {
    @Override
    public Way convert(String value) {
      for (Way way : Way.values()) {
        if (word(way).equalsIgnoreCase(value)) {
          return way;
        }
      }
      throw new TypeConversionException(
          "expected one of "
              + Arrays.stream(Way.values()).map(ModeCommand::word).collect(Collectors.joining(", "))
              + ", found '"
              + value
              + "'");
    }
  }

  @Inject
  ModeCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (reset && (scope == null || mode != null)) {
      throw new ParameterException(
          java.util.Objects.requireNonNull(spec).commandLine(),
          "--reset takes a scope and no mode");
    }
    try (EngineClient engine = socket.connect()) {
      JsonNode table = asked(engine);
      if (json) {
        terminal.out().print(table + "\n");
        terminal.out().flush();
      } else {
        Page page = terminal.page();
        ModeText.write(page, table);
        terminal.print(page);
      }
    }
    return ExitCode.DONE;
  }

  private static String word(Way way) {
    return way.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private JsonNode asked(EngineClient engine) throws InterruptedException {
    List<String> ways = directions.stream().map(ModeCommand::word).toList();
    if (reset) {
      Map<String, List<String>> query = new TreeMap<>();
      query.put("scope", List.of(String.valueOf(scope)));
      query.put("direction", ways);
      return engine.send("DELETE", "/modes", query, null);
    }
    if (mode == null) {
      return engine.get("/modes", scope == null ? Map.of() : Map.of("scope", List.of(scope)));
    }
    ObjectNode body = JsonMapper.shared().createObjectNode();
    body.put("scope", scope);
    body.put("mode", mode.name().toLowerCase(Locale.ROOT));
    body.set("directions", JsonMapper.shared().valueToTree(ways));
    return engine.send("PUT", "/modes", Map.of(), body);
  }
}

package io.ringwall.app.command;

import com.google.inject.Inject;
import io.ringwall.app.text.Page;
import io.ringwall.app.text.RuleText;
import io.ringwall.engine.config.Suggestion;
import io.ringwall.engine.rules.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ringwall rules fields}. */
@Command(
    name = "fields",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    descriptionHeading = "%n",
    description = {
      "Prints what a rule can ask of an event, or of anything that it reaches from one. Without a"
          + " TYPE: what there is to ask about."
    },
    parameterListHeading = "%nArguments:%n",
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ringwall rules fields Flow        a connection",
      "  ringwall rules fields Endpoint    one end of it, as in originator.workload!.namespace",
      "  ringwall rules fields counts      what the global 'counts' can be told"
    })
final class RulesFieldsCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      paramLabel = "TYPE",
      arity = "0..*",
      description = "a type of the SDK, such as Flow or Workload, or a global, such as counts")
  private List<String> types = new ArrayList<>();

  @Inject
  RulesFieldsCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Page page = terminal.page();
    if (types.isEmpty()) {
      RuleText.vocabulary(page, Fields.facts(), Fields.types());
    }
    for (String type : types) {
      page.blank();
      RuleText.fields(page, Fields.describe(type).orElseThrow(() -> unknown(type)));
    }
    terminal.print(page);
    return ExitCode.DONE;
  }

  private ParameterException unknown(String type) {
    return new ParameterException(
        Objects.requireNonNull(spec).commandLine(),
        "the SDK has no type '" + type + "'" + Suggestion.after(type, Fields.types()));
  }
}

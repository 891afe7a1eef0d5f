package io.ringwall.app.command;

import com.google.inject.Inject;
import io.ringwall.engine.config.Configuration;
import io.ringwall.engine.config.Position;
import io.ringwall.engine.config.RingwallException;
import io.ringwall.engine.config.RingwallException.Category;
import io.ringwall.engine.config.Setting;
import io.ringwall.engine.intake.Tally;
import io.ringwall.engine.model.KnownClasses;
import io.ringwall.engine.model.Model;
import io.ringwall.engine.model.Permitted;
import io.ringwall.engine.plugins.InstalledActuator;
import io.ringwall.engine.plugins.PluginHost;
import io.ringwall.engine.response.AllowedEdges;
import io.ringwall.engine.response.Members;
import io.ringwall.engine.route.ReplayRequest;
import io.ringwall.sdk.event.WorkloadClass;
import io.ringwall.sdk.plugin.Convergence;
import io.ringwall.sdk.plugin.Observation;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ringwall policy export}. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    descriptionHeading = "%n",
    description = {
      "Writes Kubernetes NetworkPolicy files that let pass what was learned or allowed, and nothing"
          + " else: one for each service, in both directions. Pods are selected by namespace and by"
          + " the label 'app.kubernetes.io/name' (setting plugins.network-policy.label).",
      "",
      "What NetworkPolicy cannot express (names, ICMP, hosts) is told as a gap and not let pass."
          + " Only files that Ringwall wrote are replaced or removed in the folder; with a PATTERN,"
          + " the folder holds the policies of the services that it matches afterwards."
    },
    parameterListHeading = "%n",
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nExample:%n",
    footer = {
      "  ringwall replay --learn monday.pcap --inventory inspect.json --state model",
      "  ringwall policy export --state model --folder policies 'shop/*'",
      "  kubectl apply --dry-run=server -f policies"
    })
final class PolicyExportCommand implements Callable<Integer> {
  private static final String ACTUATOR = "network-policy";
  private static final String FOLDER = "folder";

  private final Terminal terminal;
  private final Installation installation;
  private final InstantSource clock;
  private final Termination termination;
  @Mixin private final StoredModel stored;

  @Option(
      names = "--folder",
      paramLabel = "DIR",
      description =
          "where to write; default: the setting plugins.network-policy.folder, or"
              + " 'network-policies'")
  private @Nullable Path folder;

  @Option(names = "--json", description = "tell what was written as one line of JSON")
  private boolean json;

  @Parameters(
      arity = "0..1",
      paramLabel = "PATTERN",
      description =
          "only services whose NAMESPACE/SERVICE it matches; '*' is any text; default: all")
  private @Nullable String pattern;

  @Inject
  PolicyExportCommand(
      Terminal terminal,
      Installation installation,
      InstantSource clock,
      Termination termination,
      StoredModel stored) {
    this.terminal = terminal;
    this.installation = installation;
    this.clock = clock;
    this.termination = termination;
    this.stored = stored;
  }

  @Override
  public Integer call() throws InterruptedException {
    return termination.interruptible(this::export);
  }

  private int export() throws InterruptedException {
    Model model = stored.read();
    Permitted permitted = model.permitted(clock.instant());
    Set<WorkloadClass> guarded =
        KnownClasses.matching(model, permitted, pattern == null ? "*" : pattern);
    if (guarded.isEmpty()) {
      throw new RingwallException(
          Category.INPUT,
          pattern == null
              ? "no policy was written: nothing was learned or allowed yet"
              : "no policy was written: no service that is known matches '" + pattern + "'");
    }
    var boundary = AllowedEdges.beginning(1, guarded, permitted.edges());
    Configuration configuration = installation.configuration(stored.configuration());
    try (var temporary = TemporaryFolder.make();
        PluginHost plugins =
            installation.plugins(configuration, sections(configuration), temporary.path());
        InstalledActuator actuator = open(plugins, temporary.path())) {
      Convergence done = actuator.converge(boundary, Members.beginning(1, Set.of()));
      Observation seen = actuator.observe();
      refuseDifference(boundary, seen);
      tell(new PolicyReport(written(configuration), guarded, seen.edges(), permitted, done));
    }
    return ExitCode.DONE;
  }

  private void tell(PolicyReport report) {
    if (json) {
      terminal.out().print(report.json() + "\n");
      terminal.out().flush();
      return;
    }
    report.gaps().forEach(gap -> terminal.tell("gap: " + gap));
    terminal.out().print(report.sentence() + "\n");
    terminal.out().flush();
  }

  private static void refuseDifference(AllowedEdges boundary, Observation seen) {
    if (seen.boundaryRevision() != boundary.revision()
        || !boundary.edges().containsAll(seen.edges())) {
      throw new RingwallException(
          Category.RESOURCE,
          "the policies that were written are not what stands in the folder now: does something"
              + " else write there?");
    }
  }

  private InstalledActuator open(PluginHost plugins, Path temporary) throws InterruptedException {
    var context =
        new ExportContext(new Tally(ACTUATOR), ReplayRequest.DEFAULT_HOST, clock, temporary);
    for (var factory : plugins.actuators()) {
      if (factory.name().equals(ACTUATOR)) {
        return factory.open(context);
      }
    }
    throw new RingwallException(
        Category.PLUGIN,
        "no plugin in the folder 'plugins' of this installation offers the actuator '"
            + ACTUATOR
            + "'");
  }

  /** The configured sections, with the folder that was asked for. */
  private Map<String, Setting.Section> sections(Configuration configuration) {
    var sections = new LinkedHashMap<>(configuration.settings().plugins());
    if (folder == null) {
      return sections;
    }
    var at = new Position("--folder", 0, 0);
    Setting.Section configured = sections.get(ACTUATOR);
    String path = configured == null ? "plugins." + ACTUATOR : configured.path();
    var entries = new LinkedHashMap<String, Setting.Entry>();
    if (configured != null) {
      entries.putAll(configured.entries());
    }
    String name = folder.toAbsolutePath().toString();
    entries.put(FOLDER, new Setting.Entry(at, new Setting.Scalar(at, path + "." + FOLDER, name)));
    sections.put(
        ACTUATOR,
        new Setting.Section(configured == null ? at : configured.position(), path, entries));
    return sections;
  }

  private String written(Configuration configuration) {
    if (folder != null) {
      return folder.toString();
    }
    Setting.Section section = configuration.settings().plugins().get(ACTUATOR);
    Setting.Entry entry = section == null ? null : section.entries().get(FOLDER);
    return entry != null && entry.value() instanceof Setting.Scalar scalar
        ? scalar.text()
        : "network-policies";
  }
}

package io.ringwall.app.command;

import com.google.inject.Inject;
import io.ringwall.app.text.DoctorText;
import io.ringwall.app.text.Page;
import io.ringwall.engine.config.Configuration;
import io.ringwall.engine.config.Problems;
import io.ringwall.engine.doctor.Examination;
import io.ringwall.engine.doctor.Examined;
import io.ringwall.engine.plugins.Admission;
import io.ringwall.engine.plugins.PluginHost;
import io.ringwall.engine.plugins.PluginStatus;
import io.ringwall.sdk.plugin.HostFact;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ringwall doctor}. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    descriptionHeading = "%n",
    description = {
      "Says what this host offers and lacks for each feature of 'run', and how to get what is not"
          + " there. It looks and changes nothing; run it as the user that 'run' has.",
      "",
      "What a source needs is looked at as the configuration has it. 'degraded' works, but sees or"
          + " does less; what is 'missing' keeps its feature from working."
    },
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ringwall doctor",
      "  sudo -u ringwall ringwall doctor --state /var/lib/ringwall -c /etc/ringwall/ringwall.yaml",
      "  ringwall doctor --json | jq -r 'select(.outcome != \"ok\") | .remedy'"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:nothing that is needed is missing",
      "1:something is",
      "2:the command line cannot be understood",
      "70, 74, 78:see 'ringwall --help'"
    })
final class DoctorCommand implements Callable<Integer> {
  private static final String BY = "ringwall";
  private static final String PLUGINS = "plugins";

  private final Terminal terminal;
  private final Home home;
  private final Installation installation;
  private final ThreadFactory threads;
  private final InstantSource clock;
  private final Termination termination;

  @Mixin private Places places = new Places();

  @Option(names = "--json", description = "a JSON object a check")
  private boolean json;

  @Inject
  DoctorCommand(
      Terminal terminal,
      Home home,
      Installation installation,
      ThreadFactory threads,
      InstantSource clock,
      Termination termination) {
    this.terminal = terminal;
    this.home = home;
    this.installation = installation;
    this.threads = threads;
    this.clock = clock;
    this.termination = termination;
  }

  @Override
  public Integer call() throws InterruptedException {
    return termination.interruptible(this::examine);
  }

  private int examine() throws InterruptedException {
    List<Examined> examined = examined(installation.configuration(places.configuration()));
    if (json) {
      examined.forEach(one -> terminal.out().print(DoctorText.json(one) + "\n"));
      terminal.out().flush();
    } else {
      Page page = terminal.page();
      DoctorText.write(page, examined);
      terminal.print(page);
    }
    return examined.stream().anyMatch(Examined::isMissing) ? ExitCode.FOUND : ExitCode.DONE;
  }

  private List<Examined> examined(Configuration settings) throws InterruptedException {
    var problems = new Problems();
    try (var temporary = TemporaryFolder.make();
        PluginHost host =
            PluginHost.open(
                places.plugins(home),
                temporary.path(),
                Admission.of(settings.settings().pluginAdmission()),
                settings.settings().plugins(),
                problems)) {
      problems.throwIfAny();
      var needs = new HostNeeds(places.state(home), threads, clock);
      List<Examined> all = new ArrayList<>(installed(host.statuses()));
      all.addAll(needs.examined(host.checks(), Examination.PATIENCE_AT_START));
      return all;
    }
  }

  /** One that does not work needs something, too. */
  private static List<Examined> installed(List<PluginStatus> statuses) {
    List<Examined> plugins = new ArrayList<>();
    List<String> active = new ArrayList<>();
    for (PluginStatus one : statuses) {
      if (one.state() == PluginStatus.State.ACTIVE) {
        active.add(one.name());
      } else {
        HostFact fact =
            HostFact.missing(
                one.sentence(), "mend it, or remove " + one.file() + " from the folder of plugins");
        plugins.add(new Examined(BY, PLUGINS, one.name(), fact));
      }
    }
    HostFact installed =
        active.isEmpty()
            ? HostFact.missing("none works", "copy JARs of plugins into the folder of plugins")
            : HostFact.ok(String.join(", ", active));
    plugins.addFirst(new Examined(BY, PLUGINS, "installed", installed));
    return plugins;
  }
}

package io.ringwall.app.command;

import com.google.inject.Inject;
import io.ringwall.app.text.Page;
import io.ringwall.app.text.PluginText;
import io.ringwall.engine.config.Configuration;
import io.ringwall.engine.config.Problems;
import io.ringwall.engine.plugins.Admission;
import io.ringwall.engine.plugins.PluginHost;
import io.ringwall.engine.plugins.PluginStatus;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ringwall plugins list}. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    descriptionHeading = "%n",
    description = {
      "Lists the plugins in the folder 'plugins' of this installation: what each offers, and why"
          + " one does not work."
    },
    optionListHeading = "%nOptions:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:all of them work", "1:one does not"})
final class PluginsListCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final Installation installation;
  private final Home home;
  private final Termination termination;

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description = "configuration; default: etc/ringwall.yaml of this installation")
  private @Nullable Path configuration;

  @Inject
  PluginsListCommand(
      Terminal terminal, Installation installation, Home home, Termination termination) {
    this.terminal = terminal;
    this.installation = installation;
    this.home = home;
    this.termination = termination;
  }

  @Override
  public Integer call() throws InterruptedException {
    return termination.interruptible(this::list);
  }

  private int list() {
    Configuration settings = installation.configuration(configuration);
    var problems = new Problems();
    List<PluginStatus> statuses;
    try (var temporary = TemporaryFolder.make();
        PluginHost plugins =
            PluginHost.open(
                home.plugins(),
                temporary.path(),
                Admission.of(settings.settings().pluginAdmission()),
                settings.settings().plugins(),
                problems)) {
      statuses = plugins.statuses();
    }
    problems.list().forEach(problem -> terminal.tell(problem.toString()));
    Page page = terminal.page();
    PluginText.list(page, statuses);
    terminal.print(page);
    boolean sound =
        problems.isEmpty()
            && statuses.stream().allMatch(one -> one.state() == PluginStatus.State.ACTIVE);
    return sound ? ExitCode.DONE : ExitCode.FOUND;
  }
}

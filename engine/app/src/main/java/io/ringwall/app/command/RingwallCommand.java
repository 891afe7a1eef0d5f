package io.ringwall.app.command;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ringwall}. */
@Command(
    name = "ringwall",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    descriptionHeading = "%n",
    description = {
      "Defends containers in layers: reads what happened on a host, learns who talks to whom,"
          + " judges the rest by rule sets, and tells a person what was wrong and why."
    },
    commandListHeading = "%nCommands:%n",
    optionListHeading = "%nOptions:%n",
    footerHeading = "%n",
    footer = {
      "Examples:",
      "  ringwall doctor                what this host offers and lacks, and how to get it",
      "  ringwall run --socket ringwall.sock",
      "                                 watch this host, and let itself be asked",
      "  ringwall --socket ringwall.sock status",
      "                                 how it fares; also: findings, events, mode",
      "  ringwall replay --learn monday.pcap --alert tuesday.pcap --inventory inspect.json",
      "                                 learn from one capture, judge another by it",
      "  ringwall replay --json trace.pcap | jq .title",
      "                                 findings as JSON Lines, for programs",
      "  ringwall rules fields Flow     what a rule can ask of a connection",
      "  ringwall rules test my-rules   run a rule set's own tests",
      "",
      "Answers go to standard output, everything else to standard error.",
      "Environment: NO_COLOR (no colours), COLUMNS (width where there is no terminal),",
      "RINGWALL_SOCKET (instead of --socket), JAVA_HOME (a JDK 25), RINGWALL_JAVA_OPTIONS (options"
          + " of the JVM), RINGWALL_CACHE (where what can be made again is kept), RINGWALL_DEBUG"
          + " (stack traces)."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done, whatever was found",
      "1:done, and what was asked about is not so: a severity was reached, a test failed, a rule"
          + " set has an error",
      "2:the command line cannot be understood",
      "65:input cannot be read",
      "69:a plugin failed",
      "70:a defect of Ringwall",
      "74:something outside is missing, full, or refuses",
      "78:configuration or rule sets are wrong, or there is no JDK 25",
      "130:interrupted"
    })
final class RingwallCommand {
  // Commands that speak with an engine read it: see EngineSocket.
  @Option(
      names = EngineSocket.NAME,
      paramLabel = "PATH",
      defaultValue = "${env:RINGWALL_SOCKET:-}",
      showDefaultValue = CommandLine.Help.Visibility.NEVER,
      description = "socket of the engine that 'run' starts, or that a command speaks with")
  @Nullable Path socket;
}

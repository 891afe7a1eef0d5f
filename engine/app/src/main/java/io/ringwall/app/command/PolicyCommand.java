package io.ringwall.app.command;

import picocli.CommandLine.Command;

/** {@code ringwall policy}. */
@Command(
    name = "policy",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = PolicyExportCommand.class,
    synopsisSubcommandLabel = "COMMAND",
    descriptionHeading = "%n",
    description = "Makes policies of what was learned and allowed.",
    commandListHeading = "%nCommands:%n")
final class PolicyCommand {}

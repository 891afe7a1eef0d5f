package io.ringwall.app.command;

import picocli.CommandLine.Command;

/** {@code ringwall plugins}. */
@Command(
    name = "plugins",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = PluginsListCommand.class,
    synopsisSubcommandLabel = "COMMAND",
    descriptionHeading = "%n",
    description = "Tells which plugins are installed.",
    commandListHeading = "%nCommands:%n")
final class PluginsCommand {}

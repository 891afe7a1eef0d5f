package io.ringwall.app.command;

import picocli.CommandLine.Command;

/** {@code ringwall model}. */
@Command(
    name = "model",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = {ModelShowCommand.class, ModelExportCommand.class},
    synopsisSubcommandLabel = "COMMAND",
    descriptionHeading = "%n",
    description = "Tells what was learned: who talks to whom.",
    commandListHeading = "%nCommands:%n")
final class ModelCommand {}

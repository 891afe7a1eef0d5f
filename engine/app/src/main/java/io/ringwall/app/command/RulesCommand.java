package io.ringwall.app.command;

import picocli.CommandLine.Command;

/** {@code ringwall rules}. */
@Command(
    name = "rules",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = {RulesFieldsCommand.class, RulesLintCommand.class, RulesTestCommand.class},
    synopsisSubcommandLabel = "COMMAND",
    descriptionHeading = "%n",
    description = "For those who write rule sets: what rules can ask, what is wrong with them.",
    commandListHeading = "%nCommands:%n")
final class RulesCommand {}

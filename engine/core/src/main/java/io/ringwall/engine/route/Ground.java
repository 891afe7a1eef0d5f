package io.ringwall.engine.route;

import io.ringwall.engine.config.Configuration;
import io.ringwall.engine.rules.RuleBase;
import java.nio.file.Path;
import java.util.List;

/**
 * What a running engine is configured by. Asked at the start, and again when one of the watched
 * files changed; called on one thread at a time.
 */
public interface Ground {
  /**
   * The configuration as it stands on disk.
   *
   * @throws io.ringwall.engine.config.RingwallException of category CONFIGURATION with all that is
   *     wrong
   */
  Configuration configuration();

  /** The folders of the rule sets that this configuration wants, in order of precedence. */
  List<Path> ruleSets(Configuration configuration);

  /** How rule sets are loaded under this configuration. */
  RuleBase.Settings loading(Configuration configuration);

  /** The configuration's files, and folders of such; some may not exist. */
  List<Path> configurationFiles();

  /** Folders that hold rule sets; a folder that appears in one of them is a new rule set. */
  List<Path> ruleSetHomes();
}

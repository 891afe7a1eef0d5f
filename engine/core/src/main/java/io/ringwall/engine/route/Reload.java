package io.ringwall.engine.route;

import io.ringwall.engine.config.Configuration;
import io.ringwall.engine.config.RingwallException;
import io.ringwall.engine.config.Settings;
import io.ringwall.engine.rules.RuleBase;
import io.ringwall.engine.rules.RuleProblem;
import java.nio.file.Path;
import java.util.List;

/**
 * Takes configuration and rule sets anew when their files change: whole, or refused with a reason
 * while what runs stays. One thread.
 */
final class Reload {
  private static final long PAUSE_MILLIS = 200;
  private static final String RULES = "rules";
  private static final String CONFIGURATION = "configuration";

  private final Ground ground;
  private final Notices notices;
  private final RunningRules running;
  private final Target target;
  private final Watched configurationFiles;
  private final Watched ruleFiles;
  private Configuration configuration;

  /** What takes it over. */
  interface Target {
    /**
     * Is this configuration good for the model and the plugins; takes it over if so.
     *
     * @return what was done with it, for the operator
     * @throws RingwallException when not; nothing has changed then
     */
    String configure(Configuration configuration) throws InterruptedException;

    /** These rules judge from now on. */
    void rules(RuleBase rules);
  }

  Reload(
      Ground ground,
      Notices notices,
      RunningRules running,
      Configuration configuration,
      Target target) {
    this.ground = ground;
    this.notices = notices;
    this.running = running;
    this.target = target;
    this.configuration = configuration;
    this.configurationFiles =
        new Watched(ground.configurationFiles(), file -> file.toString().endsWith(".yaml"));
    this.ruleFiles = new Watched(ground.ruleSetHomes(), Reload::isRuleFile);
  }

  private static boolean isRuleFile(Path file) {
    String name = file.toString();
    return name.endsWith(".drl") || name.endsWith(".yaml");
  }

  /** Watches until it is interrupted. */
  void run() throws InterruptedException {
    while (!Thread.currentThread().isInterrupted()) {
      Thread.sleep(PAUSE_MILLIS);
      if (configurationFiles.changed()) {
        configure();
      } else if (ruleFiles.changed()) {
        rules(configuration);
      }
    }
  }

  private void configure() throws InterruptedException {
    try {
      Configuration next = ground.configuration();
      boolean otherRules = !next.settings().rulesets().equals(configuration.settings().rulesets());
      if (otherRules) {
        // What it says of rule sets that is wrong is known by this, before anything was changed.
        ground.ruleSets(next);
      }
      String done = target.configure(next);
      String later = atTheNextStart(configuration.settings(), next.settings());
      configuration = next;
      notices.tell(Notices.Level.INFO, CONFIGURATION, "reloaded: " + done + later);
      if (otherRules) {
        rules(next);
      }
    } catch (RingwallException e) {
      notices.tell(
          Notices.Level.ERROR, CONFIGURATION, "refused, what ran before stays: " + e.sentence());
    }
  }

  private static String atTheNextStart(Settings before, Settings now) {
    boolean same =
        before.workers() == now.workers()
            && before.queue() == now.queue()
            && before.networks().equals(now.networks())
            && before.metrics().equals(now.metrics())
            && before.pluginAdmission().equals(now.pluginAdmission())
            && before.model().maxFlows() == now.model().maxFlows()
            && before.model().maxEdges() == now.model().maxEdges()
            && before.model().maxAddresses() == now.model().maxAddresses();
    return same
        ? ""
        : "; workers, queue, networks, metrics, plugin-admission and limits of the model hold from"
            + " the next start on";
  }

  private void rules(Configuration by) {
    try {
      List<Path> folders = ground.ruleSets(by);
      RunningRules.Loaded loaded = running.load(folders, ground.loading(by));
      tell(loaded);
      loaded.rules().loadCode();
      target.rules(loaded.rules());
    } catch (RingwallException e) {
      notices.tell(
          Notices.Level.ERROR, RULES, "not loaded, what ran before stays: " + e.sentence());
    }
  }

  /** Tells what was loaded, and what is wrong. */
  void tell(RunningRules.Loaded loaded) {
    for (RuleProblem error : loaded.errors()) {
      String stays =
          loaded.kept().contains(error.ruleSet())
              ? "; the version that ran before stays"
              : "; the rule set is left out";
      notices.tell(Notices.Level.ERROR, RULES, error + stays);
    }
    for (String remark : loaded.rules().remarks()) {
      notices.tell(Notices.Level.WARN, RULES, remark);
    }
    notices.tell(Notices.Level.INFO, RULES, "loaded: " + described(loaded.rules()));
  }

  private static String described(RuleBase rules) {
    List<String> sets =
        rules.ruleSets().stream().map(set -> set.name() + " " + set.version()).toList();
    return sets.isEmpty()
        ? "no rule set"
        : String.join(", ", sets) + " (" + rules.statistics().size() + " rules)";
  }
}

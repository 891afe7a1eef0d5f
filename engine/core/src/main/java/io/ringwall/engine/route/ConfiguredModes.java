package io.ringwall.engine.route;

import io.ringwall.engine.config.Configuration;
import io.ringwall.engine.config.Configuration.Placed;
import io.ringwall.engine.config.ModeEntry;
import io.ringwall.engine.config.RingwallException;
import io.ringwall.engine.learn.Learning;
import io.ringwall.engine.model.LearningScopes;
import io.ringwall.engine.model.Model;
import io.ringwall.sdk.finding.Mode;

/**
 * The configuration as files and operators together make it, and the model that follows it. After
 * the start, changes are made on the correlation thread.
 */
final class ConfiguredModes {
  private final Model model;
  private final Learning learning;
  private final OperatorRecords operators;
  private final Notices notices;
  private volatile Configuration files = Configuration.DEFAULT;

  ConfiguredModes(Model model, Learning learning, OperatorRecords operators, Notices notices) {
    this.model = model;
    this.learning = learning;
    this.operators = operators;
    this.notices = notices;
  }

  /**
   * The engine starts with these files. Where they now say otherwise than an operator once did, the
   * files hold: he has to be able to start it.
   */
  void begin(Configuration configuration) {
    OperatorModes given = operators.modes();
    OperatorModes kept = OperatorModes.NONE;
    for (OperatorModes.Given one : given.all()) {
      OperatorModes more = kept.with(one);
      try {
        Model.check(more.over(configuration));
        kept = more;
      } catch (RingwallException e) {
        notices.tell(
            Notices.Level.ERROR,
            "modes",
            "mode "
                + one.mode()
                + " of "
                + one.scope()
                + ", which "
                + one.by()
                + " gave, is left out: "
                + e.sentence());
      }
    }
    operators.modes(kept);
    files = configuration;
    model.configure(kept.over(configuration));
    tellUnenforceable(configuration);
  }

  private void tellUnenforceable(Configuration configuration) {
    if (configuration.settings().model().mode() == Mode.PREVENT) {
      tellUnenforceable("model.mode");
    }
    for (Placed<ModeEntry> placed : configuration.modes()) {
      if (placed.entry().mode() == Mode.PREVENT) {
        tellUnenforceable(placed.position() + ": '" + placed.entry().scope() + "'");
      }
    }
  }

  private void tellUnenforceable(String asking) {
    notices.tell(
        Notices.Level.WARN,
        "modes",
        asking
            + " asks for prevent, which no actuator of this engine can enforce yet: it alerts, and"
            + " denies only what an inline rule is asked about");
  }

  /**
   * Are these files good together with what operators said.
   *
   * @throws RingwallException of category CONFIGURATION when they are not
   */
  void check(Configuration configuration) {
    Model.check(operators.modes().over(configuration));
  }

  /** The files have changed. */
  void configure(Configuration configuration) {
    try {
      follow(operators.modes(), configuration);
      tellUnenforceable(configuration);
    } catch (RingwallException e) {
      // An operator was faster than the check.
      notices.tell(Notices.Level.ERROR, "modes", "what held before stays: " + e.sentence());
    }
  }

  /**
   * An operator gives these modes.
   *
   * @throws RingwallException of category CONFIGURATION when two entries are equally specific; then
   *     nothing has changed
   */
  void give(OperatorModes next) {
    follow(next, files);
  }

  private void follow(OperatorModes next, Configuration configuration) {
    Configuration whole = next.over(configuration);
    learning.settle(LearningScopes.of(whole));
    int learned = model.configure(whole);
    files = configuration;
    operators.modes(next);
    if (learned > 0) {
      notices.tell(
          Notices.Level.INFO, "model", learned + " edges were learned, their scopes judge now");
    }
  }

  /** What operators said. */
  OperatorModes given() {
    return operators.modes();
  }

  /** All that holds. Any thread. */
  Configuration whole() {
    return operators.modes().over(files);
  }
}

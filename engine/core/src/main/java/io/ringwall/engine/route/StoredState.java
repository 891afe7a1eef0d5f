package io.ringwall.engine.route;

import io.ringwall.engine.config.Configuration;
import io.ringwall.engine.config.RingwallException;
import io.ringwall.engine.config.RingwallException.Category;
import io.ringwall.engine.model.Model;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ThreadFactory;

/** What replays and running engines have left in a folder of state. */
public final class StoredState {
  private StoredState() {}

  /**
   * The model as the last replay or engine in this folder left it; what waited to be learned is a
   * candidate of it.
   *
   * @param state the folder, as in {@link ReplayRequest#state}
   * @param threads makes the ledger's thread, which has ended on return
   * @throws RingwallException when there is none, or it cannot be read or is in use
   */
  public static Model model(Path state, Configuration configuration, ThreadFactory threads) {
    Path folder = state.resolve("ledger");
    if (!Files.isDirectory(folder)) {
      throw new RingwallException(
          Category.INPUT, "state " + state + ": expected what 'replay --state' left, found none");
    }
    var model = new Model(configuration);
    try (FindingLedger ledger = FindingLedger.open(folder, model, threads)) {
      ledger.settle();
      ledger.undecided().show(model);
    }
    return model;
  }
}

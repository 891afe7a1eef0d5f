package io.ringwall.app.command;

import io.ringwall.engine.model.Permitted;
import io.ringwall.sdk.event.EdgeKey;
import io.ringwall.sdk.event.WorkloadClass;
import io.ringwall.sdk.plugin.Convergence;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an export did.
 *
 * @param folder where the policies are
 * @param guarded whom it was asked to guard
 * @param passing what the policies let pass, as read back
 * @param permitted what was to be let pass
 * @param done the outcome
 */
record PolicyReport(
    String folder,
    Set<WorkloadClass> guarded,
    Set<EdgeKey> passing,
    Permitted permitted,
    Convergence done) {

  List<String> gaps() {
    List<String> gaps = new ArrayList<>(permitted.untold());
    gaps.addAll(done.gaps());
    return gaps;
  }

  String sentence() {
    return folder
        + ": NetworkPolicy for "
        + counted(guarded.size(), "service")
        + ", "
        + counted(passing.size(), "connection")
        + " let pass, "
        + counted(gaps().size(), "gap")
        + " told";
  }

  private static String counted(int count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }

  String json() {
    ObjectNode line = JsonMapper.shared().createObjectNode();
    line.put("kind", "policy-export").put("folder", folder);
    var classes = line.putArray("guarded");
    guarded.stream().map(WorkloadClass::toString).sorted().distinct().forEach(classes::add);
    line.put("edges", passing.size());
    var told = line.putArray("gaps");
    gaps().forEach(told::add);
    return line.toString();
  }
}

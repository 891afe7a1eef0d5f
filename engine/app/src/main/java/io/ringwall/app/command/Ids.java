package io.ringwall.app.command;

import io.ringwall.engine.config.RingwallException;
import io.ringwall.engine.config.RingwallException.Category;
import java.util.regex.Pattern;

/** Ids that users write, as a segment of a path; what cannot be one names nothing. */
final class Ids {
  private static final Pattern FINDING = Pattern.compile("[0-9a-f]{16}");
  private static final Pattern CLEARANCE = Pattern.compile("[0-9a-z]+");

  private Ids() {}

  static String finding(String id) {
    return checked("finding", FINDING, id);
  }

  static String clearance(String id) {
    return checked("clearance", CLEARANCE, id);
  }

  private static String checked(String what, Pattern form, String id) {
    if (!form.matcher(id).matches()) {
      throw new RingwallException(Category.INPUT, "no " + what + " '" + id + "' is on the list");
    }
    return id;
  }
}

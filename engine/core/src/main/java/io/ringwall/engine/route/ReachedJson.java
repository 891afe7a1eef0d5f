package io.ringwall.engine.route;

import io.ringwall.engine.config.RingwallException;
import io.ringwall.engine.config.RingwallException.Category;
import io.ringwall.engine.route.Positions.Reached;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The ledger's form of how far a source has come. */
final class ReachedJson {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private ReachedJson() {}

  static String write(Reached reached) {
    return MAPPER.writeValueAsString(reached);
  }

  static Reached read(String json) {
    try {
      return MAPPER.readValue(json, Reached.class);
    } catch (JacksonException e) {
      throw new RingwallException(
          Category.INPUT, "the ledger's record of a source's position cannot be read: " + json, e);
    }
  }
}

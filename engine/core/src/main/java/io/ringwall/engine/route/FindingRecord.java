package io.ringwall.engine.route;

import io.ringwall.engine.config.RingwallException;
import io.ringwall.engine.config.RingwallException.Category;
import io.ringwall.engine.findings.FindingJson;
import io.ringwall.engine.findings.Mark;
import io.ringwall.engine.ledger.LedgerRecord;
import io.ringwall.sdk.finding.Finding;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * A revision of a finding as the ledger holds it: version 1 is the finding, version 2 says before
 * it how far it has counted beyond its evidence. Both are one record, so a crash parts them never.
 *
 * @param finding the revision
 * @param line the finding as one line of JSON
 * @param counted how far beyond its evidence it has counted
 */
record FindingRecord(Finding finding, String line, List<Mark> counted) {
  static final int VERSION = 2;

  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final FindingJson JSON = new FindingJson();
  private static final Pattern REVISION = Pattern.compile("\"revision\":[0-9]+");
  private static final String BEFORE = "{\"counted\":";
  // A quote within a text is escaped, so this stands nowhere else.
  private static final String BETWEEN = ",\"finding\":";

  FindingRecord {
    counted = List.copyOf(counted);
  }

  static FindingRecord of(Finding finding, List<Mark> counted) {
    return new FindingRecord(finding, JSON.write(finding), counted);
  }

  /** The same as another revision. */
  FindingRecord withRevision(int revision) {
    String other = REVISION.matcher(line).replaceFirst("\"revision\":" + revision);
    return of(JSON.read(other), counted);
  }

  LedgerRecord as(String kind) {
    return counted.isEmpty()
        ? new LedgerRecord(kind, 1, line)
        : new LedgerRecord(
            kind, VERSION, BEFORE + MAPPER.writeValueAsString(counted) + BETWEEN + line + "}");
  }

  static FindingRecord read(LedgerRecord record) {
    String json = record.json();
    if (record.version() == 1) {
      return new FindingRecord(JSON.read(json), json, List.of());
    }
    int between = json.indexOf(BETWEEN);
    if (!json.startsWith(BEFORE) || between < 0) {
      throw unreadable(json, null);
    }
    try {
      String line = json.substring(between + BETWEEN.length(), json.length() - 1);
      String marks = json.substring(BEFORE.length(), between);
      return new FindingRecord(
          JSON.read(line), line, List.of(MAPPER.readValue(marks, Mark[].class)));
    } catch (JacksonException e) {
      throw unreadable(json, e);
    }
  }

  private static RingwallException unreadable(String json, @Nullable JacksonException cause) {
    return new RingwallException(
        Category.INPUT, "the ledger's record of a finding cannot be read: " + json, cause);
  }
}

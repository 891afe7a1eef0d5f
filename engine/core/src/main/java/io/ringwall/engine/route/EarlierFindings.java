package io.ringwall.engine.route;

import io.ringwall.sdk.finding.Finding;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.zip.CRC32C;

/**
 * Findings of earlier starts, in their last revisions, and all their revisions by their digests, so
 * that what is worked out again is known again.
 */
final class EarlierFindings {
  private final Map<String, Earlier> byId = new HashMap<>();

  private static final class Earlier {
    private final Map<Integer, Long> digests = new HashMap<>();
    private Finding last;

    Earlier(Finding first) {
      this.last = first;
    }
  }

  /** Takes in a revision, in the order of the ledger. */
  void add(Finding finding, String json) {
    Earlier earlier = byId.computeIfAbsent(finding.id(), _ -> new Earlier(finding));
    earlier.digests.put(finding.revision(), digest(json));
    earlier.last = finding;
  }

  /** The greatest revision of a finding that was told; 0 for none. */
  int revision(String id) {
    Earlier earlier = byId.get(id);
    return earlier == null ? 0 : earlier.last.revision();
  }

  /** Was exactly this told as this revision; what a snapshot has left out counts as the same. */
  boolean told(Finding finding, String json) {
    Earlier earlier = byId.get(finding.id());
    Long digest = earlier == null ? null : earlier.digests.get(finding.revision());
    return digest == null || digest == digest(json);
  }

  /** Does it say more than its last revision did: graver, of another edge, or counted more. */
  boolean saysMore(Finding finding) {
    Earlier earlier = byId.get(finding.id());
    if (earlier == null) {
      return true;
    }
    Finding last = earlier.last;
    return finding.count() > last.count()
        || finding.severity().compareTo(last.severity()) > 0
        || !Objects.equals(finding.edge(), last.edge());
  }

  private static long digest(String json) {
    var crc = new CRC32C();
    crc.update(json.getBytes(StandardCharsets.UTF_8));
    return crc.getValue() << 32 | json.hashCode() & 0xffff_ffffL;
  }
}

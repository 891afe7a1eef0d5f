package io.ringwall.plugin.pcap.protocol;

import io.ringwall.sdk.event.DnsAnswer;
import java.util.List;

/**
 * A DNS message.
 *
 * @param id its number
 * @param response question or answer
 * @param responseCode of an answer
 * @param questions names asked for
 * @param answers records of the answer section
 */
record DnsMessage(
    int id,
    boolean response,
    String responseCode,
    List<Question> questions,
    List<DnsAnswer> answers) {
  /**
   * A name asked for.
   *
   * @param name lower-case, no final dot
   * @param type A, AAAA, …
   */
  record Question(String name, String type) {}
}

package io.ringwall.plugin.pcap.protocol;

/** Is told what was asked and answered in the flow that is being looked at. */
public interface ExchangeListener {
  /** A DNS question, answered or given up. */
  void dns(DnsLookup lookup, long timeNanos);

  /** An HTTP request, answered or given up. */
  void http(HttpTransaction transaction, long timeNanos);
}

package io.ringwall.plugin.pcap.protocol;

import org.jspecify.annotations.Nullable;

/** A request whose response is waited for. */
final class HttpRequestHead {
  private static final int MAX_TARGET = 8_192;

  private final String method;
  private final String host;
  private final String path;
  private final @Nullable String query;
  private final String version;
  private final HttpFields fields;
  private final long headBytes;
  private final long timeNanos;
  private long bodyBytes;

  HttpRequestHead(
      String method,
      String target,
      String version,
      String authority,
      HttpFields fields,
      long headBytes,
      long timeNanos) {
    String address = Text.limited(target, MAX_TARGET);
    int scheme = address.indexOf("://");
    boolean absolute = scheme > 0 && scheme < 8;
    int slash = absolute ? address.indexOf('/', scheme + 3) : -1;
    String named =
        absolute ? address.substring(scheme + 3, slash < 0 ? address.length() : slash) : authority;
    String local = absolute ? (slash < 0 ? "/" : address.substring(slash)) : address;
    int question = local.indexOf('?');
    this.method = method;
    this.host = HttpFields.host(named.isEmpty() ? authority : named);
    this.path = question < 0 ? local : local.substring(0, question);
    this.query = question < 0 ? null : local.substring(question + 1);
    this.version = version;
    this.fields = fields;
    this.headBytes = headBytes;
    this.timeNanos = timeNanos;
  }

  String method() {
    return method;
  }

  String host() {
    return host;
  }

  HttpFields fields() {
    return fields;
  }

  void addBody(long bytes) {
    bodyBytes += bytes;
  }

  HttpTransaction answered(
      HeaderPolicy policy, int status, @Nullable String contentType, long length) {
    return new HttpTransaction(
        method,
        host,
        path,
        query,
        version,
        fields.kept(policy),
        fields.get("user-agent"),
        fields.get("content-type"),
        headBytes + bodyBytes,
        bodyBytes,
        timeNanos,
        fields.forwardedFor(),
        status,
        contentType,
        length);
  }

  HttpTransaction unanswered(HeaderPolicy policy) {
    return answered(policy, 0, null, -1);
  }
}

package io.ringwall.testkit.application;

import io.ringwall.sdk.event.IpAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** What is said inside connections. */
final class Payloads {
  private Payloads() {}

  /** An HTTP request. */
  static byte[] httpRequest(String host) {
    return ascii("GET /status HTTP/1.1\r\nHost: " + host + "\r\nAccept: */*\r\n\r\n");
  }

  /** An HTTP response. */
  static byte[] httpResponse() {
    return ascii("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** A TLS ClientHello that asks for this name. */
  static byte[] clientHello(String name) {
    byte[] host = ascii(name);
    ByteBuffer extension = ByteBuffer.allocate(9 + host.length);
    extension.putShort((short) 0).putShort((short) (host.length + 5));
    extension.putShort((short) (host.length + 3)).put((byte) 0);
    extension.putShort((short) host.length).put(host);
    int body = 2 + 32 + 1 + 2 + 2 + 2 + 2 + extension.capacity();
    ByteBuffer hello = ByteBuffer.allocate(9 + body);
    hello.put((byte) 22).putShort((short) 0x0301).putShort((short) (4 + body));
    hello.put((byte) 1).put((byte) 0).putShort((short) body);
    hello.putShort((short) 0x0303).put(new byte[32]).put((byte) 0);
    hello.putShort((short) 2).putShort((short) 0xc02f).putShort((short) 0x0100);
    hello.putShort((short) extension.capacity()).put(extension.array());
    return hello.array();
  }

  /** A TLS ServerHello. */
  static byte[] serverHello() {
    ByteBuffer hello = ByteBuffer.allocate(47);
    hello.put((byte) 22).putShort((short) 0x0303).putShort((short) 42);
    hello.put((byte) 2).put((byte) 0).putShort((short) 38);
    hello.putShort((short) 0x0303).put(new byte[32]).put((byte) 0);
    hello.putShort((short) 0xc02f).put((byte) 0);
    return hello.array();
  }

  /** A question for an IPv4 address. */
  static byte[] dnsQuestion(int id, String name) {
    ByteBuffer message = ByteBuffer.allocate(512);
    header(message, id, 0x0100, 0);
    question(message, name);
    return taken(message);
  }

  /** Its answer, by way of an alias. */
  static byte[] dnsAnswer(int id, String name, String alias, IpAddress address) {
    ByteBuffer message = ByteBuffer.allocate(512);
    header(message, id, 0x8180, 2);
    question(message, name);
    record(message, name, 5, encoded(alias));
    record(message, alias, 1, address.toBytes());
    return taken(message);
  }

  private static void header(ByteBuffer message, int id, int flags, int answers) {
    message.putShort((short) id).putShort((short) flags).putShort((short) 1);
    message.putShort((short) answers).putInt(0);
  }

  private static void question(ByteBuffer message, String name) {
    message.put(encoded(name)).putShort((short) 1).putShort((short) 1);
  }

  private static void record(ByteBuffer message, String owner, int type, byte[] data) {
    message.put(encoded(owner)).putShort((short) type).putShort((short) 1);
    message.putInt(60).putShort((short) data.length).put(data);
  }

  private static byte[] encoded(String name) {
    ByteBuffer labels = ByteBuffer.allocate(name.length() + 2);
    for (String label : name.split("\\.", -1)) {
      labels.put((byte) label.length()).put(ascii(label));
    }
    return labels.put((byte) 0).array();
  }

  private static byte[] taken(ByteBuffer message) {
    byte[] bytes = new byte[message.position()];
    message.get(0, bytes);
    return bytes;
  }
}

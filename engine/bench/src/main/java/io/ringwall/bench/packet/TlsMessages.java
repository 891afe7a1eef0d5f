package io.ringwall.bench.packet;

import java.util.List;
import java.util.random.RandomGenerator;

/** A TLS 1.3 talk (RFC 8446): hellos in clear, the rest random. */
final class TlsMessages {
  private static final int HANDSHAKE = 22;
  private static final int CHANGE_CIPHER_SPEC = 20;
  private static final int APPLICATION_DATA = 23;

  private TlsMessages() {}

  static List<Turn> talk(String serverName, RandomGenerator random) {
    byte[] changed = record(CHANGE_CIPHER_SPEC, new byte[] {1});
    return List.of(
        new Turn(true, record(HANDSHAKE, clientHello(serverName, random))),
        new Turn(
            false,
            new Bytes()
                .raw(record(HANDSHAKE, serverHello(random)))
                .raw(changed)
                .raw(record(APPLICATION_DATA, random(2_000 + random.nextInt(1_500), random)))
                .toArray()),
        new Turn(true, new Bytes().raw(changed).raw(data(80, random)).toArray()),
        new Turn(true, data(100 + random.nextInt(400), random)),
        new Turn(false, data(200 + random.nextInt(3_000), random)));
  }

  /** Records of a connection that is under way. */
  static byte[] data(int length, RandomGenerator random) {
    return record(APPLICATION_DATA, random(length, random));
  }

  private static byte[] random(int length, RandomGenerator random) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private static byte[] record(int type, byte[] fragment) {
    return new Bytes().u8(type).u16(0x0303).u16(fragment.length).raw(fragment).toArray();
  }

  private static byte[] handshake(int type, byte[] body) {
    return new Bytes().u8(type).u24(body.length).raw(body).toArray();
  }

  private static byte[] clientHello(String serverName, RandomGenerator random) {
    byte[] extensions =
        new Bytes()
            .raw(serverName.isEmpty() ? new byte[0] : serverNameExtension(serverName))
            .raw(extension(43, new Bytes().u8(4).u16(0x0304).u16(0x0303).toArray()))
            .raw(extension(10, new Bytes().u16(4).u16(29).u16(23).toArray()))
            .raw(extension(13, new Bytes().u16(6).u16(0x0403).u16(0x0804).u16(0x0401).toArray()))
            .raw(extension(51, keyShare(random, true)))
            .raw(extension(16, new Bytes().u16(9).u8(8).text("http/1.1").toArray()))
            .toArray();
    return handshake(
        1,
        new Bytes()
            .u16(0x0303)
            .raw(random(32, random))
            .u8(32)
            .raw(random(32, random))
            .u16(6)
            .u16(0x1301)
            .u16(0x1302)
            .u16(0x1303)
            .u8(1)
            .u8(0)
            .u16(extensions.length)
            .raw(extensions)
            .toArray());
  }

  private static byte[] serverHello(RandomGenerator random) {
    byte[] extensions =
        new Bytes()
            .raw(extension(43, new Bytes().u16(0x0304).toArray()))
            .raw(extension(51, keyShare(random, false)))
            .toArray();
    return handshake(
        2,
        new Bytes()
            .u16(0x0303)
            .raw(random(32, random))
            .u8(32)
            .raw(random(32, random))
            .u16(0x1301)
            .u8(0)
            .u16(extensions.length)
            .raw(extensions)
            .toArray());
  }

  private static byte[] keyShare(RandomGenerator random, boolean list) {
    byte[] entry = new Bytes().u16(29).u16(32).raw(random(32, random)).toArray();
    return list ? new Bytes().u16(entry.length).raw(entry).toArray() : entry;
  }

  private static byte[] serverNameExtension(String name) {
    byte[] letters = new Bytes().text(name).toArray();
    return extension(
        0, new Bytes().u16(letters.length + 3).u8(0).u16(letters.length).raw(letters).toArray());
  }

  private static byte[] extension(int type, byte[] data) {
    return new Bytes().u16(type).u16(data.length).raw(data).toArray();
  }
}

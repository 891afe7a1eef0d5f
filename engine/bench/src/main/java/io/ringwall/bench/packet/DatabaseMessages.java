package io.ringwall.bench.packet;

import java.util.List;
import java.util.random.RandomGenerator;

/** Short talks with databases: opened, one question, one answer. */
final class DatabaseMessages {
  private static final int OP_MSG = 2013;

  private DatabaseMessages() {}

  static List<Turn> postgres() {
    byte[] startup = new Bytes().u32(196_608).text("user\0app\0database\0app\0").u8(0).toArray();
    byte[] query = new Bytes().text("SELECT 1;").u8(0).toArray();
    byte[] done = new Bytes().text("SELECT 1").u8(0).toArray();
    return List.of(
        new Turn(true, new Bytes().u32(startup.length + 4).raw(startup).toArray()),
        new Turn(false, new Bytes().text("R").u32(8).u32(0).raw(ready()).toArray()),
        new Turn(true, new Bytes().text("Q").u32(query.length + 4).raw(query).toArray()),
        new Turn(
            false, new Bytes().text("C").u32(done.length + 4).raw(done).raw(ready()).toArray()));
  }

  private static byte[] ready() {
    return new Bytes().text("Z").u32(5).text("I").toArray();
  }

  static List<Turn> redis(RandomGenerator random) {
    String key = "key:" + random.nextInt(1000);
    return List.of(
        new Turn(true, text("*1\r\n$4\r\nPING\r\n")),
        new Turn(false, text("+PONG\r\n")),
        new Turn(true, text("*2\r\n$3\r\nGET\r\n$" + key.length() + "\r\n" + key + "\r\n")),
        new Turn(false, text("$2\r\n42\r\n")));
  }

  private static byte[] text(String text) {
    return new Bytes().text(text).toArray();
  }

  static List<Turn> mongo(RandomGenerator random) {
    int request = 1 + random.nextInt(1 << 20);
    byte[] asked =
        new Bytes()
            .u8(16)
            .text("find")
            .u8(0)
            .u32LowFirst(1)
            .u8(2)
            .text("$db")
            .u8(0)
            .u32LowFirst(4)
            .text("app")
            .u8(0)
            .toArray();
    byte[] answer = new Bytes().u8(16).text("ok").u8(0).u32LowFirst(1).toArray();
    return List.of(
        new Turn(true, message(request, 0, asked)),
        new Turn(false, message(request + 1, request, answer)));
  }

  private static byte[] message(int id, int answers, byte[] elements) {
    byte[] document = new Bytes().u32LowFirst(elements.length + 5).raw(elements).u8(0).toArray();
    return new Bytes()
        .u32LowFirst(16 + 4 + 1 + document.length)
        .u32LowFirst(id)
        .u32LowFirst(answers)
        .u32LowFirst(OP_MSG)
        .u32LowFirst(0)
        .u8(0)
        .raw(document)
        .toArray();
  }

  static List<Turn> mysql() {
    byte[] greeting =
        new Bytes()
            .u8(10)
            .text("8.0.36")
            .u8(0)
            .u32LowFirst(7)
            .text("saltsalt")
            .u8(0)
            .u16(0xfff7)
            .u8(33)
            .u16(0x0200)
            .u16(0x0f00)
            .u8(21)
            .zeros(10)
            .text("saltsaltsalt")
            .u8(0)
            .text("mysql_native_password")
            .u8(0)
            .toArray();
    byte[] login =
        new Bytes()
            .u32LowFirst(0x0000_0200)
            .u32LowFirst(1 << 24)
            .u8(33)
            .zeros(23)
            .text("app")
            .u8(0)
            .text("proof")
            .u8(0)
            .toArray();
    byte[] fine = new Bytes().u8(0).u8(0).u8(0).u16(0x0200).u16(0).toArray();
    return List.of(
        new Turn(false, packet(0, greeting)),
        new Turn(true, packet(1, login)),
        new Turn(false, packet(2, fine)));
  }

  static List<Turn> mysqlPing() {
    byte[] fine = new Bytes().u8(0).u8(0).u8(0).u16(0x0200).u16(0).toArray();
    return List.of(new Turn(true, packet(0, new byte[] {14})), new Turn(false, packet(1, fine)));
  }

  private static byte[] packet(int sequence, byte[] payload) {
    return new Bytes()
        .u8(payload.length)
        .u8(payload.length >> 8)
        .u8(payload.length >> 16)
        .u8(sequence)
        .raw(payload)
        .toArray();
  }
}

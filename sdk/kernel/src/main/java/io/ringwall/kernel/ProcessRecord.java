package io.ringwall.kernel;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A record of {@link ProcessPrograms}: where they write what, and how it reads. */
final class ProcessRecord {
  // Kinds.
  static final int STARTED = 1;
  static final int ENDED = 2;
  static final int CONNECTS = 3;
  static final int CHANGED = 4;
  static final int ACCEPTED = 5;

  // Offsets, and sizes where they are not those of a number.
  static final int KIND = 0;
  static final int EXIT_CODE = 4;

  /** Of a socket; a process that ended has its exit code here. */
  static final int NETWORK = 4;

  static final int TIME = 8;
  static final int PROCESS = 16;
  static final int NUMBER = 20;
  static final int PARENT = 24;
  static final int LOGIN = 28;
  static final int USER = 32;
  static final int BEGAN = 40;
  static final int STATE_BEFORE = 48;
  static final int STATE = 52;
  static final int SOCKET = 56;
  static final int FAMILY = 64;
  static final int PROTOCOL = 66;
  static final int REMOTE_PORT = 68;
  static final int LOCAL_PORT = 70;
  static final int REMOTE_4 = 72;
  static final int LOCAL_4 = 76;
  static final int REMOTE_6 = 80;
  static final int LOCAL_6 = 96;
  static final int RECEIVED = 112;

  /** What a record without a process takes. */
  static final int SHORT = 120;

  static final int PARENT_BEGAN = 120;
  static final int NAME = 128;
  static final int NAME_SIZE = 16;
  static final int PARENT_NAME = 144;
  static final int TERMINAL = 160;
  static final int TERMINAL_SIZE = 32;
  static final int ARGUMENTS_LENGTH = 192;
  static final int ARGUMENTS_CUT = 196;
  static final int GROUP = 200;
  static final int GROUP_SIZE = 96;
  static final int GROUPS = 6;
  static final int FILE = 776;
  static final int FILE_SIZE = 256;
  static final int ARGUMENTS = 1032;
  static final int ARGUMENTS_SIZE = 3000;

  /** The largest. */
  static final int SIZE = ARGUMENTS + ARGUMENTS_SIZE;

  private static final int IPV6 = 10;

  private final ByteBuffer bytes;
  private final int begin;
  private final Instant boot;

  /**
   * A record.
   *
   * @param bytes its bytes, from position on
   * @param boot when the machine was started
   */
  ProcessRecord(ByteBuffer bytes, Instant boot) {
    this.bytes = bytes;
    this.begin = bytes.position();
    this.boot = boot;
  }

  int kind() {
    return number(KIND);
  }

  Instant time() {
    return boot.plusNanos(bytes.getLong(begin + TIME));
  }

  int hostPid() {
    return number(PROCESS);
  }

  Instant began() {
    return boot.plusNanos(bytes.getLong(begin + BEGAN));
  }

  /** As wait(2) tells it: the code in the second byte, the signal in the first. */
  int exitStatus() {
    return number(EXIT_CODE);
  }

  long socket() {
    return bytes.getLong(begin + SOCKET);
  }

  int stateBefore() {
    return number(STATE_BEFORE);
  }

  int state() {
    return number(STATE);
  }

  int protocol() {
    return bytes.getShort(begin + PROTOCOL) & 0xffff;
  }

  long received() {
    return bytes.getLong(begin + RECEIVED);
  }

  InetAddress local() {
    return address(LOCAL_4, LOCAL_6);
  }

  InetAddress remote() {
    return address(REMOTE_4, REMOTE_6);
  }

  int localPort() {
    return port(LOCAL_PORT);
  }

  int remotePort() {
    return port(REMOTE_PORT);
  }

  SeenProcess process() {
    byte[] arguments = new byte[number(ARGUMENTS_LENGTH)];
    bytes.get(begin + ARGUMENTS, arguments);
    return new SeenProcess(
        hostPid(),
        number(NUMBER),
        bytes.getLong(begin + BEGAN),
        began(),
        number(PARENT),
        bytes.getLong(begin + PARENT_BEGAN),
        text(PARENT_NAME, NAME_SIZE),
        number(USER),
        number(USER + 4),
        number(LOGIN),
        text(NAME, NAME_SIZE),
        text(FILE, FILE_SIZE),
        words(arguments),
        number(ARGUMENTS_CUT) != 0,
        text(TERMINAL, TERMINAL_SIZE),
        groups());
  }

  /** Number of the network namespace that a socket is in. */
  int network() {
    return number(NETWORK);
  }

  List<String> groups() {
    List<String> names = new ArrayList<>(GROUPS);
    for (int i = 0; i < GROUPS; i++) {
      String name = text(GROUP + i * GROUP_SIZE, GROUP_SIZE);
      if (name.isEmpty()) {
        break;
      }
      names.add(name);
    }
    return names;
  }

  /** Arguments end with a zero each; programs that rename themselves may leave several. */
  private static List<String> words(byte[] arguments) {
    List<String> words = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < arguments.length; i++) {
      if (arguments[i] == 0) {
        words.add(new String(arguments, from, i - from, StandardCharsets.UTF_8));
        from = i + 1;
      }
    }
    if (from < arguments.length) {
      words.add(new String(arguments, from, arguments.length - from, StandardCharsets.UTF_8));
    }
    while (!words.isEmpty() && words.getLast().isEmpty()) {
      words.removeLast();
    }
    return words;
  }

  private int number(int at) {
    return bytes.getInt(begin + at);
  }

  /** In network byte order. */
  private int port(int at) {
    return (bytes.get(begin + at) & 0xff) << 8 | bytes.get(begin + at + 1) & 0xff;
  }

  private String text(int at, int size) {
    byte[] text = new byte[size];
    bytes.get(begin + at, text);
    int length = 0;
    while (length < size && text[length] != 0) {
      length++;
    }
    return new String(text, 0, length, StandardCharsets.UTF_8);
  }

  /** What IPv6 carries of IPv4 is IPv4. */
  private InetAddress address(int four, int six) {
    boolean wide = bytes.getShort(begin + FAMILY) == IPV6;
    byte[] address = new byte[wide ? 16 : 4];
    bytes.get(begin + (wide ? six : four), address);
    try {
      return InetAddress.getByAddress(address);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address of " + Arrays.toString(address), e);
    }
  }
}

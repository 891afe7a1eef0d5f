package io.ringwall.bench.packet;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** What is spoken on a port. */
public enum Speech {
  /** HTTP/1.1 in clear, with a Host. */
  HTTP,
  /** TLS with a server name. */
  TLS,
  /** MongoDB's wire protocol. */
  MONGO,
  /** PostgreSQL's. */
  POSTGRES,
  /** Redis's. */
  REDIS,
  /** MySQL's; its server speaks first. */
  MYSQL,
  /** Lines of text over TCP. */
  LINES,
  /** Questions and answers over UDP. */
  DATAGRAMS,
  /** DNS; over TCP or UDP, as its port is. */
  DNS,
  /** NTP. */
  NTP,
  /** Syslog over UDP: nobody answers. */
  SYSLOG,
  /** StatsD over UDP: nobody answers. */
  STATSD,
  /** ICMP echoes. */
  ECHO;

  private static final int NTP_BYTES = 48;

  /** Does the server never answer. */
  public boolean oneWay() {
    return this == SYSLOG || this == STATSD;
  }

  /** Does the client tell by which name it knows the server. */
  public boolean showsName() {
    return this == HTTP || this == TLS;
  }

  /** Does it run over TCP, apart from DNS. */
  public boolean isStream() {
    return switch (this) {
      case HTTP, TLS, MONGO, POSTGRES, REDIS, MYSQL, LINES -> true;
      default -> false;
    };
  }

  /**
   * A whole talk.
   *
   * @param name what the client calls the server; empty where it shows no name
   */
  public List<Turn> talk(String name, RandomGenerator random) {
    return switch (this) {
      case HTTP -> http(name.isEmpty() ? "localhost" : name, random);
      case TLS -> TlsMessages.talk(name, random);
      case MONGO -> DatabaseMessages.mongo(random);
      case POSTGRES -> DatabaseMessages.postgres();
      case REDIS -> DatabaseMessages.redis(random);
      case MYSQL -> DatabaseMessages.mysql();
      case LINES -> lines(random);
      case DATAGRAMS -> datagrams(random);
      case NTP -> ntp();
      case SYSLOG, STATSD -> monologue(3 + random.nextInt(4), random);
      case DNS, ECHO ->
          throw new IllegalArgumentException(this + " is spoken by DnsMessage and IcmpTalk");
    };
  }

  /** One more question and its answer, on a connection that is under way. */
  public List<Turn> exchange(RandomGenerator random) {
    return switch (this) {
      case TLS ->
          List.of(
              new Turn(true, TlsMessages.data(100 + random.nextInt(200), random)),
              new Turn(false, TlsMessages.data(200 + random.nextInt(2_000), random)));
      case POSTGRES -> DatabaseMessages.postgres().subList(2, 4);
      case MYSQL -> DatabaseMessages.mysqlPing();
      default -> talk("", random);
    };
  }

  /** So many messages that nobody answers. */
  public List<Turn> monologue(int count, RandomGenerator random) {
    List<Turn> turns = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      turns.add(new Turn(true, message(random)));
    }
    return turns;
  }

  /** Something that the client says on a connection that is under way. */
  public byte[] message(RandomGenerator random) {
    int number = random.nextInt(100_000);
    return switch (this) {
      case TLS -> TlsMessages.data(100, random);
      case SYSLOG -> text("<13>1 2026-03-01T00:00:00Z app worker - - - job " + number + " done");
      case STATSD -> text("app.jobs:" + number + "|c");
      case NTP -> ntp().getFirst().bytes();
      case HTTP -> http("localhost", random).getFirst().bytes();
      default -> text("note " + number + "\n");
    };
  }

  private static byte[] text(String text) {
    return new Bytes().text(text).toArray();
  }

  private static List<Turn> http(String host, RandomGenerator random) {
    String body = "x".repeat(20 + random.nextInt(4_000));
    String request =
        "GET /items/"
            + random.nextInt(1000)
            + " HTTP/1.1\r\nHost: "
            + host
            + "\r\nUser-Agent: generated\r\nAccept: */*\r\n\r\n";
    String response =
        "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n"
            + body;
    return List.of(new Turn(true, text(request)), new Turn(false, text(response)));
  }

  private static List<Turn> lines(RandomGenerator random) {
    List<Turn> turns = new ArrayList<>();
    for (int i = 0; i <= random.nextInt(3); i++) {
      turns.add(new Turn(true, text("note " + random.nextInt(100_000) + "\n")));
      turns.add(new Turn(false, text("noted " + "y".repeat(random.nextInt(3_500)) + "\n")));
    }
    return turns;
  }

  private static List<Turn> datagrams(RandomGenerator random) {
    List<Turn> turns = new ArrayList<>();
    for (int i = 0; i <= random.nextInt(3); i++) {
      turns.add(new Turn(true, text("ping " + random.nextInt(100_000))));
      turns.add(new Turn(false, text("pong")));
    }
    return turns;
  }

  private static List<Turn> ntp() {
    return List.of(
        new Turn(true, new Bytes().u8(0x23).zeros(NTP_BYTES - 1).toArray()),
        new Turn(false, new Bytes().u8(0x24).u8(2).u8(6).u8(0xe9).zeros(NTP_BYTES - 4).toArray()));
  }
}

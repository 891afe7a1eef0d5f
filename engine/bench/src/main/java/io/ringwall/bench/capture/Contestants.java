package io.ringwall.bench.capture;

import io.ringwall.bench.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Those who take part, each with the options under which it does what we do. */
final class Contestants {
  private static final Duration LONGEST = Duration.ofMinutes(5);

  private Contestants() {}

  /** The number behind a pattern's first group; commas within it are passed over. */
  private static long number(String text, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    return matcher.find() ? Long.parseLong(matcher.group(1).replace(",", "")) : 0;
  }

  private static String all(Command.Outcome outcome) {
    return String.join("\n", outcome.output()) + "\n" + outcome.errors();
  }

  private static Command.Outcome ask(Path work, String... command)
      throws IOException, InterruptedException {
    return new Command(List.of(command)).run(work.resolveSibling("question"), LONGEST);
  }

  /** This product, as users start it. */
  record Ringwall(Path executable) implements Contestant {
    @Override
    public String name() {
      return "ringwall";
    }

    @Override
    public String program() {
      return executable.toString();
    }

    @Override
    public String debianPackage() {
      return "";
    }

    @Override
    public String task() {
      return "flows, metadata, rules";
    }

    @Override
    public List<String> command(Path capture, Path work) {
      return List.of(executable.toString(), "replay", capture.toString());
    }

    @Override
    public Answer answer(Command.Outcome outcome, Path capture, Path work) {
      String said = all(outcome);
      return new Answer(
          number(said, "([0-9,]+)\\s+packets"), number(said, "([0-9,]+)\\s+connections?"));
    }
  }

  /** Copies the packets; the cost of reading and writing alone. */
  record Tcpdump() implements Contestant {
    @Override
    public String name() {
      return "tcpdump-w";
    }

    @Override
    public String program() {
      return "tcpdump";
    }

    @Override
    public String debianPackage() {
      return "tcpdump";
    }

    @Override
    public String task() {
      return "a copy";
    }

    @Override
    public List<String> command(Path capture, Path work) {
      List<String> command =
          new ArrayList<>(
              List.of("tcpdump", "-n", "-r", capture.toString(), "-w", work + "/copy.pcap"));
      if ("root".equals(System.getProperty("user.name"))) {
        command.addAll(List.of("-Z", "root"));
      }
      return command;
    }

    @Override
    public Answer answer(Command.Outcome outcome, Path capture, Path work) throws IOException {
      Path copy = work.resolve("copy.pcap");
      boolean whole = Files.exists(copy) && Files.mismatch(copy, capture) < 0;
      return new Answer(whole ? Files.size(capture) : 0, -1);
    }

    @Override
    public long packets(Truth truth) {
      return truth.bytes();
    }
  }

  /**
   * Exports NetFlow 9 to a socket that takes it, with room for as many flows as we have. Without a
   * control socket, on which version 1.1.0 now and then waits forever when it reads a file.
   */
  record Softflowd(int port) implements Contestant {
    @Override
    public String name() {
      return "softflowd";
    }

    @Override
    public String program() {
      return "softflowd";
    }

    @Override
    public String debianPackage() {
      return "softflowd";
    }

    @Override
    public String task() {
      return "flows";
    }

    @Override
    public List<String> command(Path capture, Path work) {
      return List.of(
          "softflowd",
          "-d",
          "-r",
          capture.toString(),
          "-v",
          "9",
          "-m",
          "1000000",
          "-n",
          "127.0.0.1:" + port,
          "-p",
          work + "/softflowd.pid",
          "-c",
          "none");
    }

    @Override
    public Answer answer(Command.Outcome outcome, Path capture, Path work) {
      String said = all(outcome);
      return new Answer(
          number(said, "Packets processed: ([0-9]+)") + number(said, "Ignored packets: ([0-9]+)"),
          number(said, "Flows expired: ([0-9]+)"));
    }
  }

  /** Writes flow records to a file. */
  record Argus() implements Contestant {
    @Override
    public String name() {
      return "argus";
    }

    @Override
    public String program() {
      return "argus";
    }

    @Override
    public String debianPackage() {
      return "argus-server argus-client";
    }

    @Override
    public String task() {
      return "flows";
    }

    @Override
    public List<String> command(Path capture, Path work) {
      return List.of("argus", "-X", "-r", capture.toString(), "-w", work + "/flows.argus");
    }

    @Override
    public Answer answer(Command.Outcome outcome, Path capture, Path work)
        throws IOException, InterruptedException {
      String file = work + "/flows.argus";
      // Argus tells a long flow once a minute: one of its clients puts that together again.
      String script =
          "racount -r \"$1\"; racluster -r \"$1\" -w - | racount -r - | sed s/sum/flows/";
      String said = all(ask(work, "bash", "-c", script, "count", file));
      return new Answer(
          number(said, "sum\\s+[0-9]+\\s+([0-9]+)"), number(said, "flows\\s+([0-9]+)"));
    }
  }

  /** Writes flow records to a file, each direction on its own. */
  record Nfpcapd() implements Contestant {
    @Override
    public String name() {
      return "nfpcapd";
    }

    @Override
    public String program() {
      return "nfpcapd";
    }

    @Override
    public String debianPackage() {
      return "nfdump";
    }

    @Override
    public String task() {
      return "flows";
    }

    @Override
    public List<String> command(Path capture, Path work) {
      return List.of("nfpcapd", "-r", capture.toString(), "-w", work.toString());
    }

    @Override
    public Answer answer(Command.Outcome outcome, Path capture, Path work)
        throws IOException, InterruptedException {
      String script = "nfdump -R \"$1\" -B -q -o fmt:%pr | wc -l";
      Command.Outcome flows = ask(work, "bash", "-c", script, "count", work.toString());
      return new Answer(
          number(all(outcome), "Total: Processed: ([0-9]+)"), number(all(flows), "([0-9]+)"));
    }
  }

  /**
   * Prints flows and protocols; knows more protocols than we do, and keeps all flows to the end.
   */
  record NdpiReader() implements Contestant {
    @Override
    public String name() {
      return "ndpireader";
    }

    @Override
    public String program() {
      return "ndpiReader";
    }

    @Override
    public String debianPackage() {
      return "libndpi-bin";
    }

    @Override
    public String task() {
      return "flows, metadata";
    }

    @Override
    public List<String> command(Path capture, Path work) {
      return List.of("ndpiReader", "-i", capture.toString());
    }

    @Override
    public Answer answer(Command.Outcome outcome, Path capture, Path work) {
      String said = all(outcome);
      return new Answer(
          number(said, "TCP Packets:\\s+([0-9]+)") + number(said, "UDP Packets:\\s+([0-9]+)"),
          number(said, "Unique flows:\\s+([0-9]+)"));
    }

    @Override
    public long packets(Truth truth) {
      return truth.transportPackets();
    }
  }
}

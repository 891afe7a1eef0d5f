package io.ringwall.plugin.pcap;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringwall.plugin.pcap.SharedCaptures.Expected;
import io.ringwall.sdk.event.Flow;
import io.ringwall.sdk.event.FlowPhase;
import io.ringwall.sdk.event.Protocol;
import io.ringwall.sdk.event.Tls;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Says the same as TShark of every shared capture, but for the differences that {@code
 * tshark-differences.tsv} explains one by one.
 */
final class TsharkAgreementTest {
  private static final Duration NEVER = Duration.ofDays(365);

  /** TShark knows no time-outs, so the comparison is made without them. */
  private static PcapConfig withoutTimeouts() {
    PcapConfig defaults = PcapConfig.defaults();
    return new PcapConfig(
        defaults.maxFlows(),
        defaults.maxInspectedFlows(),
        defaults.maxReassemblyBytes(),
        defaults.maxFragmentBytes(),
        defaults.fragmentTimeout(),
        NEVER,
        NEVER,
        NEVER,
        NEVER,
        NEVER,
        NEVER,
        defaults.httpHeaders(),
        defaults.interfaces(),
        defaults.ringBytes(),
        defaults.countedConnections());
  }

  /** What TShark says and we do not, by file and column, each with our value and the reason. */
  private static Map<String, String> differences() {
    var stream =
        Objects.requireNonNull(
            TsharkAgreementTest.class.getResourceAsStream("tshark-differences.tsv"));
    Map<String, String> differences = new HashMap<>();
    try (var reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      for (String line : reader.lines().skip(1).toList()) {
        String[] fields = line.split("\t", -1);
        differences.put(fields[0] + " " + fields[1], fields[2]);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return differences;
  }

  @TestFactory
  Stream<DynamicTest> agrees() {
    Map<String, String> differences = differences();
    return SharedCaptures.expected().stream()
        .map(expected ->
            DynamicTest.dynamicTest(expected.file(), () -> compare(expected, differences)));
  }

  private static void compare(Expected expected, Map<String, String> differences) throws Exception {
    Replayed replayed =
        Replayed.replay(withoutTimeouts(), SharedCaptures.folder().resolve(expected.file()));
    List<String> wrong = new ArrayList<>();
    Checks checks = new Checks(expected.file(), differences, wrong);
    checks.number("packets", expected.packets(), replayed.counter("packets"));
    checks.number("bytes", expected.bytes(), replayed.counter("bytes"));
    checks.number("tcp_conversations", expected.tcpConversations(), count(replayed, Protocol.TCP));
    checks.number("udp_conversations", expected.udpConversations(), count(replayed, Protocol.UDP));
    checks.names("tls_sni", expected.serverNames(), serverNames(replayed));
    checks.names("dns_query_names", expected.dnsNames(), dnsNames(replayed));
    checks.names("http_hosts", hosts(expected.httpHosts()), httpHosts(replayed));
    assertEquals(List.of(), wrong);
  }

  private static long count(Replayed replayed, Protocol protocol) {
    return replayed.flows(FlowPhase.ATTEMPT).stream()
        .filter(flow -> flow.protocol() == protocol)
        .count();
  }

  private static Set<String> serverNames(Replayed replayed) {
    TreeSet<String> names = new TreeSet<>();
    for (Flow flow : replayed.flows()) {
      if (flow.tls() instanceof Tls tls && tls.sni() instanceof String name) {
        names.add(name);
      }
    }
    return names;
  }

  private static Set<String> dnsNames(Replayed replayed) {
    TreeSet<String> names = new TreeSet<>();
    replayed.lookups().forEach(lookup -> names.add(lookup.query()));
    return names;
  }

  private static Set<String> httpHosts(Replayed replayed) {
    TreeSet<String> hosts = new TreeSet<>();
    replayed.requests().forEach(request -> hosts.add(request.httpHost()));
    for (Flow flow : replayed.flows()) {
      if (flow.httpHost() instanceof String host) {
        hosts.add(host);
      }
    }
    return hosts;
  }

  /** TShark keeps the port. */
  private static List<String> hosts(List<String> withPorts) {
    return withPorts.stream().map(host -> host.replaceFirst("^\\[(.*)].*|:\\d+$", "$1")).toList();
  }

  /** Compares one file's columns, and collects what is wrong. */
  private record Checks(String file, Map<String, String> differences, List<String> wrong) {
    void number(String column, long theirs, long ours) {
      String explained = differences.get(file + " " + column);
      long expected = explained == null ? theirs : Long.parseLong(explained);
      if (ours != expected) {
        wrong.add(column + ": expected " + expected + ", found " + ours);
      }
    }

    /** Each name of theirs must be found; one of ours that they lack is no error. */
    void names(String column, List<String> theirs, Set<String> ours) {
      String explained = differences.getOrDefault(file + " " + column, "");
      for (String name : theirs) {
        boolean known = explained.contains(name);
        if (!known && ours.stream().noneMatch(pattern(name).asMatchPredicate())) {
          wrong.add(column + ": '" + name + "' is not among " + ours);
        }
      }
    }

    /** TShark writes bytes that are no UTF-8 as U+FFFD, and the root as a word. */
    private static Pattern pattern(String name) {
      if (name.equals("<Root>")) {
        return Pattern.compile("\\.");
      }
      StringBuilder pattern = new StringBuilder();
      for (String part :
          name.toLowerCase(Locale.ROOT).splitWithDelimiters("[^ -~]+|\\\\+(?:[0-7]+|[a-z])?", -1)) {
        boolean odd = part.isEmpty() || part.charAt(0) > '~' || part.charAt(0) == '\\';
        pattern.append(odd ? (part.isEmpty() ? "" : ".+") : literal(part));
      }
      return Pattern.compile(pattern.toString(), Pattern.CASE_INSENSITIVE);
    }

    /** A dot may stand inside a label; we escape it. */
    private static String literal(String part) {
      return Pattern.quote(part).replace(".", "\\E\\\\?\\.\\Q");
    }
  }
}

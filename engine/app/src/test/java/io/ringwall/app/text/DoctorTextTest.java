package io.ringwall.app.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwall.engine.doctor.Examined;
import io.ringwall.sdk.plugin.HostFact;
import java.util.List;
import org.junit.jupiter.api.Test;

class DoctorTextTest {
  private static final Examined JAVA = of("ringwall", "engine", "Java", HostFact.ok("25.0.1"));
  private static final Examined RAW =
      of("ringwall", "privileges", "CAP_NET_RAW", HostFact.degraded("no packets", "run as root"));
  private static final Examined BPF =
      of("ringwall", "privileges", "CAP_BPF", HostFact.ok("effective"));
  private static final Examined ADMIN =
      of("ringwall", "privileges", "CAP_NET_ADMIN", HostFact.degraded("no table", "run as root"));
  private static final Examined SOCKET =
      of("pcap", "packets", "packet socket", HostFact.missing("refused", "setpriv"));

  private static Examined of(String by, String feature, String name, HostFact fact) {
    return new Examined(by, feature, name, fact);
  }

  private static String page(int width, boolean colours, Examined... all) {
    var page = new Page(new Ink(colours), width);
    DoctorText.write(page, List.of(all));
    return page.text();
  }

  @Test
  void groupsByFeatureAndSaysWhatHelpsOnce() {
    assertEquals(
        """
        engine
          ok        Java           25.0.1

        privileges
          degraded  CAP_NET_RAW    no packets
          ok        CAP_BPF        effective
          degraded  CAP_NET_ADMIN  no table
                    > run as root

        packets (pcap)
          missing   packet socket  refused
                    > setpriv

        2 ok, 2 degraded, 1 missing: something that is needed is not there (packets).
        """,
        page(80, false, JAVA, RAW, BPF, ADMIN, SOCKET));
  }

  @Test
  void sumsUpWhatIsWell() {
    assertTrue(
        page(100, false, JAVA)
            .endsWith("1 ok, 0 degraded, 0 missing: all that is configured works.\n"));
    assertTrue(
        page(100, false, JAVA, RAW)
            .endsWith("all that is configured works; some of it sees or does less.\n"));
  }

  @Test
  void wrapsBetweenTheMarginsAndColoursTheWord() {
    String remedy = "x".repeat(40) + " " + "y".repeat(40);
    String text =
        page(80, true, of("a\u001b[2J", "f", "n\n", HostFact.missing("f".repeat(90), remedy)));
    assertTrue(text.contains("\u001b[1;31mmissing"), text);
    assertTrue(text.contains("a\\x1b[2J") && text.contains("n\\n"), text);
    text.lines().forEach(line -> assertTrue(Page.wide(line) <= 80, line));
  }

  @Test
  void isAnObjectACheck() {
    assertEquals(
        "{\"by\":\"pcap\",\"feature\":\"packets\",\"check\":\"packet socket\","
            + "\"outcome\":\"missing\",\"found\":\"refused\",\"remedy\":\"setpriv\"}",
        DoctorText.json(SOCKET));
    assertEquals(
        "{\"by\":\"ringwall\",\"feature\":\"engine\",\"check\":\"Java\","
            + "\"outcome\":\"ok\",\"found\":\"25.0.1\"}",
        DoctorText.json(JAVA));
  }
}

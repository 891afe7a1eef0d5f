package io.ringwall.app.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class StatusTextTest {
  private static final String RAW =
      lack("privileges", "CAP_NET_RAW", "degraded", "no packets", "run as root");
  private static final String ADMIN =
      lack("privileges", "CAP_NET_ADMIN", "degraded", "no table", "run as root");
  private static final String DOCKER =
      lack(
          "names",
          "Docker",
          "missing",
          "it does not answer on /var/run/docker.sock: No such file or directory",
          "systemctl start docker; plugins.docker.socket of ringwall.yaml names another socket");

  private static String lack(
      String feature, String check, String outcome, String found, String remedy) {
    return "{\"by\":\"x\",\"feature\":\"%s\",\"check\":\"%s\",\"outcome\":\"%s\",\"found\":\"%s\",\"remedy\":\"%s\"}"
        .formatted(feature, check, outcome, found, remedy);
  }

  private static String page(boolean colours, String examinedAt, String... lacking) {
    var page = new Page(new Ink(colours), 80);
    StatusText.write(
        page,
        new JsonMapper()
            .readTree(
                """
                {"version":"1","host":"h","pid":1,"startedAt":"2026-11-26T11:00:00Z",
                 "now":"2026-11-26T12:00:00Z","judged":0,"late":0,"sources":[],"plugins":[],
                 "lacking":[%s],"examinedAt":"%s","modes":{},"learning":{},"findings":{},
                 "ledger":{},"memory":{}}
                """
                    .formatted(String.join(",", lacking), examinedAt)));
    return page.text();
  }

  /** The section that has this title. */
  private static String section(String title, String text) {
    int begin = text.indexOf(title);
    assertTrue(begin >= 0, text);
    return text.substring(begin, text.indexOf("\n\n", begin) + 1);
  }

  @Test
  void namesWhatIsMissingFirstAndWhatHelpsOnce() {
    assertEquals(
        """
        Lacking on this host
          missing      names: Docker: it does not answer on /var/run/docker.sock: No
                       such file or directory
                       > systemctl start docker; plugins.docker.socket of ringwall.yaml
                         names another socket
          degraded     privileges: CAP_NET_RAW: no packets
          degraded     privileges: CAP_NET_ADMIN: no table
                       > run as root
        """,
        section("Lacking", page(false, "2026-11-26T11:59:55Z", RAW, DOCKER, ADMIN)));
  }

  @Test
  void saysNothingWhereNothingLacks() {
    assertFalse(page(false, "2026-11-26T11:59:55Z").contains("Lacking"));
  }

  @Test
  void saysHowOldItIsWhileACheckHangs() {
    assertTrue(
        page(false, "2026-11-26T11:30:00Z", RAW).contains("Lacking on this host (as of 30 min"));
  }

  @Test
  void keepsWhatIsForeignFromSteeringTheTerminalAndColoursTheWord() {
    String text =
        page(true, "2026-11-26T11:59:55Z", lack("f\\u001b[2J", "c", "missing", "x", "y\\n"));
    assertTrue(text.contains("\u001b[1;31mmissing"), text);
    assertTrue(text.contains("f\\x1b[2J: c: x") && text.contains("y\\n"), text);
  }
}

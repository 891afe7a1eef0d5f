package io.ringwall.app.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwall.sdk.finding.Finding;
import java.util.List;
import org.junit.jupiter.api.Test;

class FindingTextTest {
  private final Page page = new Page(new Ink(false), 100);

  @Test
  void tellsAllThatOneNeedsToBelieveIt() {
    new FindingText(page).finding(Shop.unseen("0badcafe", 27_017).build(), 1, "incident 1");
    assertEquals(
        """
        1.  HIGH      database never spoken to                                                    incident 1
            shop/shipping reached shop/user-db
            container   shop-shipping-1 (0123456789ab), service shop/shipping
            image       registry.test/shipping:1.2
            host        vm1, seen by source pcap
            connection  shop-shipping-1 (172.18.0.5:40000) → shop-user-db-1 ([fd00::9]:27017)
            edge        shop/shipping → shop/user-db 27017/tcp: unseen, never seen before
            commands    $ bash
                        $ mongo user-db
            why         port 27017 spoke mongodb
            expected    only learned clients
            nearest     shop/user → shop/user-db 27017/tcp
            rule        network/database never spoken to, version 1.0.0, ATT&CK T1213
            when        2026-01-01 10:00:00 to 10:00:06, 4 times
            response    alert (mode alert)
            id          0badcafe

        """,
        page.text());
  }

  @Test
  void tellsAnIncidentAsAStory() {
    new FindingText(page).incident(Shop.incident("1", List.of("a")), 1, "finding 1");
    String text = page.text();
    assertTrue(text.contains("     +0:00  exec into container shop-shipping-1: bash\n"), text);
    assertTrue(text.contains("     +1:02  command: id\n"), text);
    assertTrue(text.startsWith("1.  HIGH      entered"), text);
  }

  @Test
  void keepsTerminalsSafeFromWhatIntrudersTyped() {
    Finding finding =
        Shop.unseen("a", 1)
            .commands(List.of("echo \u001b]0;owned\u0007 \u001b[8m hidden", "line\nFAKE 1. LOW"))
            .build();
    new FindingText(page).finding(finding, 1, "");
    assertFalse(page.text().contains("\u001b"), page.text());
    assertTrue(page.text().contains("line\\nFAKE"), page.text());
  }

  @Test
  void showsTheFirstCommandsOfMany() {
    List<String> many = java.util.Collections.nCopies(100, "ls");
    new FindingText(page).finding(Shop.unseen("a", 1).commands(many).build(), 1, "");
    assertTrue(page.text().contains("and 75 more, which --json has"), page.text());
  }
}

package io.ringwall.app.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwall.engine.model.KnownEdge;
import io.ringwall.sdk.event.EdgeEnd;
import io.ringwall.sdk.event.EdgeEndKind;
import io.ringwall.sdk.event.EdgeKey;
import io.ringwall.sdk.event.EdgeRef;
import io.ringwall.sdk.event.EdgeState;
import io.ringwall.sdk.event.WorkloadClass;
import io.ringwall.sdk.finding.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class MapPictureTest {
  private static final List<KnownEdge> LEARNED =
      List.of(
          Shop.learned(EdgeEnd.OUTSIDE, Shop.service("front-end"), 8079, "http"),
          Shop.learned(
              EdgeEnd.of(EdgeEndKind.HOST, "vm1"), Shop.service("front-end"), 8079, "http"),
          Shop.learned(Shop.service("front-end"), Shop.service("shipping"), 80, "http"),
          Shop.learned(Shop.service("user"), Shop.service("user-db"), 27_017, "mongodb"),
          Shop.learned(Shop.service("payment"), Shop.name("verifier.example"), 443, "tls"));

  private static String drawn(List<KnownEdge> edges, List<Finding> findings) {
    Page page = new Page(new Ink(false), 100);
    new MapPicture(edges, findings).drawOn(page);
    return page.text();
  }

  @Test
  void drawsWhoTalksToWhomByNamespaceAndService() {
    assertEquals(
        """
        Who talks to whom: 5 connections learned
          ──▶ learned or allowed   ╍╍▶ never learned, or denied

          outside
          ╰──▶ shop/front-end               8079/tcp   http        7 flows

          host vm1
          ╰──▶ shop/front-end               8079/tcp   http        7 flows

          shop
            front-end  registry.test/front-end
            ╰──▶ shipping                       80/tcp   http        7 flows
            payment  registry.test/payment
            ╰──▶ verifier.example (outside)    443/tcp   tls         7 flows
            user  registry.test/user
            ╰──▶ user-db                     27017/tcp   mongodb     7 flows
            begin nothing: shipping, user-db
        """,
        drawn(LEARNED, List.of()));
  }

  @Test
  void marksWhatWasNeverLearnedAndSaysWhichFindingTells() {
    String picture = drawn(LEARNED, List.of(Shop.unseen("a", 27_017).build()));
    assertTrue(picture.contains("1 never learned or denied"), picture);
    assertTrue(
        picture.contains("╰╍╍▶ user-db                     27017/tcp   NEVER LEARNED, finding 1"),
        picture);
  }

  @Test
  void saysOfAnEdgeThatNobodyAskedTheModelAboutOnlyThatAFindingIsOnIt() {
    EdgeKey key = Shop.unseen("a", 27_017).build().edge().key();
    Finding unknown = Shop.unseen("a", 27_017).edge(new EdgeRef(key, EdgeState.UNKNOWN)).build();
    String picture = drawn(List.of(), List.of(unknown));
    assertTrue(picture.contains("0 connections learned, 1 in findings"), picture);
    assertTrue(picture.contains("27017/tcp   finding 1"), picture);
    assertFalse(picture.toLowerCase(Locale.ROOT).contains("never"), picture);
  }

  @Test
  void drawsManyNeverLearnedPortsOfOneTargetAsOneLine() {
    List<Finding> scan = new ArrayList<>();
    for (int port = 1; port <= 30; port++) {
      scan.add(Shop.unseen("f" + port, port).build());
    }
    String picture = drawn(LEARNED, scan);
    assertEquals(1, picture.split("NEVER LEARNED", -1).length - 1, picture);
    assertTrue(picture.contains("30 ports"), picture);
  }

  @Test
  void remarksFindingsWithoutAnEdgeAtTheServiceTheyAreAbout() {
    Finding scan = Shop.finding("s", "port scan", "tried 100 ports").build();
    String picture = drawn(LEARNED, List.of(scan));
    assertTrue(picture.contains("╰╍╍▶ port scan: tried 100 ports, see finding 1"), picture);
  }

  @Test
  void tellsApartServicesOfOneNameByTheirImages() {
    EdgeEnd mongo = EdgeEnd.of(new WorkloadClass("shop", "db", "docker.io/library/mongo"));
    EdgeEnd redis = EdgeEnd.of(new WorkloadClass("shop", "db", "docker.io/library/redis"));
    String picture =
        drawn(
            List.of(
                Shop.learned(mongo, Shop.service("user"), 1, "http"),
                Shop.learned(redis, Shop.service("user"), 2, "http")),
            List.of());
    assertTrue(picture.contains("db (mongo)"), picture);
    assertTrue(picture.contains("db (redis)"), picture);
  }

  @Test
  void showsNamesThatCouldSteerATerminalAsTheyAre() {
    String picture =
        drawn(
            List.of(
                Shop.learned(Shop.service("payment"), Shop.name("a\u001b[2J.example"), 443, "tls")),
            List.of());
    assertFalse(picture.contains("\u001b"), picture);
  }

  @Test
  void isEmptyWhereNothingWasLearned() {
    assertTrue(new MapPicture(List.of(), List.of()).isEmpty());
  }
}

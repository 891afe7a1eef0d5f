package io.ringwall.engine.route;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringwall.sdk.finding.Finding;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** What a running engine told, and whether as many findings came as are waited for. */
final class Told implements Notices {
  final List<Finding> findings = new CopyOnWriteArrayList<>();
  final CountDownLatch all;
  private final List<String> sentences = new CopyOnWriteArrayList<>();

  Told(int awaited) {
    all = new CountDownLatch(awaited);
  }

  @Override
  public void tell(Level level, String about, String sentence) {
    sentences.add(about + ": " + sentence);
  }

  @Override
  public void finding(Finding finding) {
    findings.add(finding);
    all.countDown();
  }

  List<String> sentences() {
    return List.copyOf(sentences);
  }

  Finding only(String title) {
    List<Finding> of = findings.stream().filter(one -> one.title().equals(title)).toList();
    assertEquals(1, of.size(), this::toString);
    return of.getFirst();
  }

  @Override
  public String toString() {
    return findings.stream().map(Finding::message).toList() + " " + sentences;
  }
}

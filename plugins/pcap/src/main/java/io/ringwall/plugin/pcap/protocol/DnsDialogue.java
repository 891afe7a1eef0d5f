package io.ringwall.plugin.pcap.protocol;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Pairs the DNS questions and answers of one flow. */
final class DnsDialogue {
  private static final int MAX_OPEN = 64;
  private static final long TIMEOUT_NANOS = 10_000_000_000L;

  private final ExchangeListener listener;
  private final Map<Key, Long> open = new LinkedHashMap<>(2);

  private record Key(int id, DnsMessage.Question question) {}

  DnsDialogue(ExchangeListener listener) {
    this.listener = listener;
  }

  void message(DnsMessage message, long timeNanos) {
    giveUpOld(timeNanos);
    if (message.response()) {
      answer(message, timeNanos);
    } else {
      message.questions().forEach(question -> ask(new Key(message.id(), question), timeNanos));
    }
  }

  /** A repeated question keeps its first time. */
  private void ask(Key key, long timeNanos) {
    open.putIfAbsent(key, timeNanos);
    if (open.size() > MAX_OPEN) {
      Iterator<Key> oldest = open.keySet().iterator();
      unanswered(oldest.next().question(), timeNanos);
      oldest.remove();
    }
  }

  private void answer(DnsMessage message, long timeNanos) {
    List<DnsMessage.Question> questions = message.questions();
    if (questions.isEmpty()) {
      var first = message.answers().getFirst();
      questions = List.of(new DnsMessage.Question(first.name(), first.type()));
    }
    for (DnsMessage.Question question : questions) {
      Long asked = open.remove(new Key(message.id(), question));
      listener.dns(
          new DnsLookup(
              question.name(),
              question.type(),
              message.responseCode(),
              message.answers(),
              asked == null ? -1 : Math.max(0, timeNanos - asked)),
          timeNanos);
    }
  }

  /** Gives up questions that have waited too long. */
  void giveUpOld(long timeNanos) {
    giveUp(timeNanos - TIMEOUT_NANOS, timeNanos);
  }

  /** Gives up questions asked before a time. */
  void giveUp(long askedBefore, long timeNanos) {
    Iterator<Map.Entry<Key, Long>> questions = open.entrySet().iterator();
    while (questions.hasNext()) {
      Map.Entry<Key, Long> question = questions.next();
      if (question.getValue() >= askedBefore) {
        return;
      }
      unanswered(question.getKey().question(), timeNanos);
      questions.remove();
    }
  }

  private void unanswered(DnsMessage.Question question, long timeNanos) {
    listener.dns(new DnsLookup(question.name(), question.type(), null, List.of(), -1), timeNanos);
  }

  /** One that asks a group, and is answered by whoever, or not at all. */
  void announce(DnsMessage message, long timeNanos) {
    if (!message.response()) {
      message.questions().forEach(question -> unanswered(question, timeNanos));
    }
  }
}

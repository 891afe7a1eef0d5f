package io.ringwall.engine.rules;

import io.ringwall.sdk.event.Event;
import java.util.Comparator;
import java.util.List;

/** Judges events by the stateless rules, and sees whether correlation wants them. */
final class StatelessJudge {
  private static final Judgement ADMITTED =
      new Judgement(true, List.of(), List.of(), List.of(), List.of());

  private static final Comparator<Speaker> IN_ORDER =
      Comparator.comparing(speaker -> speaker.rule().header().order());

  private final GuardIndex index;
  private final GuardIndex withoutInline;

  /** Nothing is said in it between two events. */
  private final ThreadLocal<Firing> firings = ThreadLocal.withInitial(() -> new Firing(null));

  StatelessJudge(List<Target> targets) {
    this.index = new GuardIndex(targets);
    this.withoutInline =
        new GuardIndex(targets.stream().filter(target -> !InlineRules.marked(target)).toList());
  }

  /** Judges on the calling thread; any number of threads. */
  Judgement judge(Event event) {
    Matches matches = index.kind(event.getClass()).matching(event);
    if (matches == null) {
      return Judgement.NONE;
    }
    List<StatelessRule> rules = matches.rules();
    return rules.isEmpty() ? ADMITTED : said(event, rules, matches.admitted(), matches.inOrder());
  }

  /** The same, where the rules marked {@code @inline} spoke before. */
  Judgement judge(Event event, InlineJudgement ahead) {
    Matches matches = withoutInline.kind(event.getClass()).matching(event);
    List<Speaker> speakers = ahead.speakers(event);
    boolean admitted = false;
    boolean inOrder = false;
    if (matches != null) {
      speakers.addAll(matches.rules());
      admitted = matches.admitted();
      inOrder = matches.inOrder();
    }
    if (speakers.isEmpty()) {
      return admitted ? ADMITTED : Judgement.NONE;
    }
    speakers.sort(IN_ORDER);
    return said(event, speakers, admitted, inOrder);
  }

  private Judgement said(
      Event event, List<? extends Speaker> speakers, boolean admitted, boolean inOrder) {
    if (inOrder) {
      return new Judgement(admitted, List.of(), List.of(), List.of(), speakers);
    }
    Firing firing = firings.get();
    for (Speaker speaker : speakers) {
      speaker.fire(event, firing);
    }
    return new Judgement(
        admitted, firing.takeRaised(), firing.takeAdditions(), firing.takeResponses(), List.of());
  }
}

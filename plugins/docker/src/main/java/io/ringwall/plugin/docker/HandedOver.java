package io.ringwall.plugin.docker;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a source of containers leaves to its successor, as lines of text: the position alone in the
 * first, which is all that the first version wrote; a line of a form that is not known is passed
 * over.
 *
 * @param position the last message's
 * @param starts containers that were told of, and the start of their last life
 * @param running those of them that run
 * @param awaited starts that were told of before the message that tells the same came
 * @param heard messages not far before the position, of which some may come again
 */
record HandedOver(
    long position,
    Map<String, Instant> starts,
    Set<String> running,
    Map<String, Instant> awaited,
    List<String> heard) {
  private static final long NANOS = 1_000_000_000;
  private static final Pattern POSITION = Pattern.compile("[0-9]{1,18}|[0-8][0-9]{18}");
  private static final Pattern LIFE =
      Pattern.compile("(runs|ended|awaited) (\\S+) (-?[0-9]{1,12}) ([0-9]{1,9})");
  private static final String HEARD = "heard ";

  HandedOver {
    starts = Map.copyOf(starts);
    running = Set.copyOf(running);
    awaited = Map.copyOf(awaited);
    heard = List.copyOf(heard);
  }

  /** When a message or a start was, as Docker counts it: nanoseconds since 1970. */
  static long nanos(Instant time) {
    return Math.addExact(Math.multiplyExact(time.getEpochSecond(), NANOS), time.getNano());
  }

  byte[] bytes() {
    var text = new StringBuilder().append(position).append('\n');
    starts.forEach(
        (id, start) -> text.append(life(running.contains(id) ? "runs" : "ended", id, start)));
    awaited.forEach((id, start) -> text.append(life("awaited", id, start)));
    heard.forEach(message -> text.append(HEARD).append(message).append('\n'));
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static String life(String word, String id, Instant start) {
    return word + " " + id + " " + start.getEpochSecond() + " " + start.getNano() + "\n";
  }

  /** Reads what any version wrote; null when there is nothing, or no position in it. */
  static @Nullable HandedOver read(byte @Nullable [] bytes) {
    List<String> lines =
        bytes == null ? List.of() : new String(bytes, StandardCharsets.UTF_8).lines().toList();
    if (lines.isEmpty() || !POSITION.matcher(lines.getFirst()).matches()) {
      return null;
    }
    Map<String, Instant> starts = new HashMap<>();
    Set<String> running = new HashSet<>();
    Map<String, Instant> awaited = new HashMap<>();
    List<String> heard = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      Matcher life = LIFE.matcher(line);
      if (line.startsWith(HEARD)) {
        heard.add(line.substring(HEARD.length()));
      } else if (life.matches()) {
        String id = life.group(2);
        long second = Long.parseLong(life.group(3));
        Instant start = Instant.ofEpochSecond(second, Integer.parseInt(life.group(4)));
        (life.group(1).equals("awaited") ? awaited : starts).put(id, start);
        if (life.group(1).equals("runs")) {
          running.add(id);
        }
      }
    }
    return new HandedOver(Long.parseLong(lines.getFirst()), starts, running, awaited, heard);
  }
}

package example.acme.sshd;

import io.ringwall.sdk.plugin.Diagnostics;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Cuts bytes into lines, and knows where each began. Bounded: of an endless line nothing is kept.
 */
final class LogLines {
  private static final int LONGEST = 8_192;

  /** A line, the position of its first byte in the file, and the one behind its line end. */
  record Line(String text, long position, long end) {}

  private final Diagnostics diagnostics;
  private final Queue<Line> ready = new ArrayDeque<>();
  private final ByteArrayOutputStream begun = new ByteArrayOutputStream();
  private long start;
  private long position;
  private boolean tooLong;

  /** Lines of a file that is read from this position on. */
  LogLines(long position, Diagnostics diagnostics) {
    this.start = position;
    this.position = position;
    this.diagnostics = diagnostics;
  }

  void add(byte[] bytes, int length) {
    for (int i = 0; i < length; i++) {
      position++;
      if (bytes[i] == '\n') {
        end();
      } else if (begun.size() < LONGEST) {
        begun.write(bytes[i]);
      } else {
        tooLong = true;
      }
    }
  }

  /** The last line may lack its line end. */
  void end() {
    if (tooLong) {
      diagnostics.malformed("line-too-long", 1);
    } else if (begun.size() > 0) {
      ready.add(new Line(begun.toString(StandardCharsets.UTF_8), start, position));
    }
    begun.reset();
    tooLong = false;
    start = position;
  }

  @Nullable Line next() {
    return ready.poll();
  }

  /** How many bytes were read. */
  long position() {
    return position;
  }
}

package io.ringwall.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What another JVM's heap holds after all garbage was collected, whatever its collector. */
public final class HeapInUse {
  private static final Pattern TOTAL = Pattern.compile("(?m)^Total +[0-9]+ +([0-9]+)");

  private HeapInUse() {}

  /**
   * Has it collect, and counts what is left.
   *
   * @throws IOException when that process is none, or is not ours to ask
   */
  public static long bytes(Process machine) throws IOException, InterruptedException {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    Process asked =
        new ProcessBuilder(jcmd.toString(), String.valueOf(machine.pid()), "GC.class_histogram")
            .redirectErrorStream(true)
            .start();
    String said = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    Matcher total = TOTAL.matcher(said);
    if (asked.waitFor() != 0 || !total.find()) {
      throw new IOException("jcmd GC.class_histogram tells no total: " + said);
    }
    return Long.parseLong(total.group(1));
  }
}

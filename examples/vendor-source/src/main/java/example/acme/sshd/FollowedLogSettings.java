package example.acme.sshd;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Which log is followed.
 *
 * @param path the file that sshd's messages are written to
 * @param interval how often it is looked at
 */
public record FollowedLogSettings(Path path, Duration interval) {
  public FollowedLogSettings {
    if (interval.compareTo(Duration.ofMillis(10)) < 0
        || interval.compareTo(Duration.ofSeconds(1)) > 0) {
      throw new IllegalArgumentException(
          "interval must be from 10ms to 1s, was " + interval.toMillis() + "ms");
    }
  }
}

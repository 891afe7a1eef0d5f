package io.ringwall.engine.doctor;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The first two numbers of a kernel's version. */
record KernelVersion(int major, int minor) {
  private static final Pattern NUMBERS = Pattern.compile("(\\d{1,4})\\.(\\d{1,4}).*");

  static Optional<KernelVersion> of(HostFiles files) {
    return files
        .text("proc/sys/kernel/osrelease")
        .map(NUMBERS::matcher)
        .filter(Matcher::matches)
        .map(found ->
            new KernelVersion(Integer.parseInt(found.group(1)), Integer.parseInt(found.group(2))));
  }

  boolean isBefore(KernelVersion other) {
    return major < other.major || major == other.major && minor < other.minor;
  }
}

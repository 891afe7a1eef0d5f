package io.ringwall.plugin.file;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** A file of findings may hold anything. */
final class LineHeaderFuzzTest {
  @FuzzTest
  void readsAnyLine(byte[] line) {
    LineHeader header = LineHeader.read(line, line.length);
    if (header != null && header.revision() < 0) {
      throw new AssertionError(header);
    }
  }
}

package io.ringwall.bench.capture;

import io.ringwall.bench.Command;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A program that reads a capture. */
interface Contestant {
  /** Its name, as in the names of figures. */
  String name();

  /** The program that has to be installed. */
  String program();

  /** The Debian package that it comes in. */
  String debianPackage();

  /** What it does with the capture. */
  String task();

  /**
   * The command that is measured.
   *
   * @param work an empty folder
   */
  List<String> command(Path capture, Path work);

  /** Reads its answer, from what it printed or wrote; not measured. */
  Answer answer(Command.Outcome outcome, Path capture, Path work)
      throws IOException, InterruptedException;

  /** Those packets of a capture that its answer is about. */
  default long packets(Truth truth) {
    return truth.packets();
  }
}

package io.ringwall.plugin.pcap;

import io.ringwall.plugin.pcap.capture.Captures;
import io.ringwall.plugin.pcap.capture.NotACaptureException;
import io.ringwall.sdk.plugin.CaptureSource;
import io.ringwall.sdk.plugin.PluginException;
import io.ringwall.sdk.plugin.PluginException.Category;
import io.ringwall.sdk.plugin.Reasons;
import io.ringwall.sdk.plugin.RecordingFactory;
import io.ringwall.sdk.plugin.SourceContext;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Opens captures. Those that do not overlap in time share a source, and so a flow table: rotated
 * files. Those that do are separate witnesses.
 */
final class CaptureRecordings implements RecordingFactory<PcapConfig> {
  @Override
  public String name() {
    return "pcap";
  }

  @Override
  public Class<PcapConfig> configuration() {
    return PcapConfig.class;
  }

  @Override
  public PcapConfig defaults() {
    return PcapConfig.defaults();
  }

  @Override
  public boolean recognises(byte[] head) {
    return Captures.recognises(head);
  }

  @Override
  public List<CaptureSource> open(PcapConfig configuration, List<Path> files, SourceContext context)
      throws PluginException {
    List<CaptureFile> captures = new ArrayList<>();
    for (Path file : files) {
      captures.add(survey(file));
    }
    captures.sort(
        Comparator.<CaptureFile>comparingLong(file -> file.survey().firstNanos())
            .thenComparing(file -> file.survey().epoch()));
    List<CaptureSource> sources = new ArrayList<>();
    for (List<CaptureFile> sequence : sequences(captures)) {
      sources.add(new CaptureFilesSource(configuration, sequence, context));
    }
    return sources;
  }

  private static CaptureFile survey(Path file) throws PluginException {
    try {
      return new CaptureFile(file, Captures.survey(file));
    } catch (NotACaptureException e) {
      throw new PluginException(Category.INPUT, e.sentence(), e);
    } catch (IOException e) {
      throw new PluginException(
          Category.INPUT, "capture '" + file + "' cannot be read: " + Reasons.of(e), e);
    }
  }

  /** Puts each file behind the sequence that ends last before it begins, or begins another. */
  static List<List<CaptureFile>> sequences(List<CaptureFile> captures) {
    List<List<CaptureFile>> sequences = new ArrayList<>();
    for (CaptureFile capture : captures) {
      sequences.stream()
          .filter(sequence -> sequence.getLast().endsBefore(capture))
          .max(Comparator.comparingLong(sequence -> sequence.getLast().survey().lastNanos()))
          .ifPresentOrElse(
              sequence -> sequence.add(capture),
              () -> sequences.add(new ArrayList<>(List.of(capture))));
    }
    return sequences;
  }
}

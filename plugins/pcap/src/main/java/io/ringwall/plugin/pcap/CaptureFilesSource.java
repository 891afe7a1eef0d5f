package io.ringwall.plugin.pcap;

import io.ringwall.sdk.plugin.CaptureSource;
import io.ringwall.sdk.plugin.EventSink;
import io.ringwall.sdk.plugin.PluginException;
import io.ringwall.sdk.plugin.PluginException.Category;
import io.ringwall.sdk.plugin.Reasons;
import io.ringwall.sdk.plugin.SourceContext;
import io.ringwall.sdk.plugin.Timing;
import io.ringwall.sdk.source.Interruptions;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.List;

/** Reads captures one after the other, through one flow table. */
final class CaptureFilesSource implements CaptureSource {
  private final PcapConfig configuration;
  private final List<CaptureFile> files;
  private final SourceContext context;
  private volatile boolean closed;

  CaptureFilesSource(PcapConfig configuration, List<CaptureFile> files, SourceContext context) {
    this.configuration = configuration;
    this.files = List.copyOf(files);
    this.context = context;
  }

  @Override
  public Timing timing() {
    return Timing.recorded();
  }

  @Override
  public void run(EventSink sink) throws InterruptedException, PluginException {
    CaptureWalk walk = new CaptureWalk(configuration, files, context, sink);
    for (CaptureFile file : files) {
      try {
        walk.read(file, () -> closed);
      } catch (ClosedByInterruptException e) {
        throw Interruptions.of(e);
      } catch (IOException e) {
        walk.finish();
        throw new PluginException(
            Category.INPUT, "capture '" + file.path() + "' cannot be read: " + Reasons.of(e), e);
      }
    }
    walk.finish();
  }

  @Override
  public void close() {
    closed = true;
  }
}

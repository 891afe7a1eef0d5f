package io.ringwall.plugin.pcap;

import io.ringwall.plugin.pcap.capture.CaptureReader;
import io.ringwall.plugin.pcap.capture.Captures;
import io.ringwall.plugin.pcap.capture.PacketRecord;
import io.ringwall.plugin.pcap.flow.FlowTracker;
import io.ringwall.plugin.pcap.packet.PacketDecoder;
import io.ringwall.plugin.pcap.tally.Tally;
import io.ringwall.sdk.plugin.CaptureSource;
import io.ringwall.sdk.plugin.EventSink;
import io.ringwall.sdk.plugin.PluginException;
import io.ringwall.sdk.plugin.PluginException.Category;
import io.ringwall.sdk.plugin.SourceContext;
import io.ringwall.sdk.plugin.Timing;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

/** Reads captures one after the other, through one flow table. */
final class CaptureFilesSource implements CaptureSource {
  private static final int BATCH = 1_024;

  private final PcapConfig configuration;
  private final List<CaptureFile> files;
  private final SourceContext context;
  private final Tally tally = new Tally();
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
    CaptureClock clock = new CaptureClock();
    PacketDecoder decoder =
        new PacketDecoder(
            configuration.fragmentTimeout().toNanos(), configuration.maxFragmentBytes(), tally);
    EventPosition position = new EventPosition(context, clock, files.getFirst());
    EventFactory events = new EventFactory(context.name(), clock, position);
    EventEmitter emitter = new EventEmitter(configuration, events, sink, tally);
    FlowTracker tracker = new FlowTracker(configuration.flowLimits(), emitter, tally);
    Progress progress = new Progress();
    for (CaptureFile file : files) {
      clock.nextFile(file.survey().firstNanos());
      position.file(file);
      read(file, decoder, tracker, position, clock, sink, progress);
    }
    tracker.finish();
    tally.report(context.diagnostics());
  }

  private void read(
      CaptureFile file,
      PacketDecoder decoder,
      FlowTracker tracker,
      EventPosition position,
      CaptureClock clock,
      EventSink sink,
      Progress progress)
      throws InterruptedException, PluginException {
    long disorder = Math.min(file.survey().largestStepBack(), CaptureClock.MAX_DISORDER_NANOS);
    PacketRecord packet = new PacketRecord();
    try (CaptureReader reader = Captures.open(file.path(), tally)) {
      long packets = 0;
      long bytes = 0;
      while (!closed && reader.next(packet)) {
        bytes += packet.originalLength();
        long time = clock.flowTime(packet.timeNanos());
        position.record(packet);
        if (decoder.decode(packet, time)) {
          tracker.packet(decoder.packet(), position.identity());
        }
        if (++packets % BATCH == 0) {
          sink.complete(clock.instant(tracker.completeUntil() - disorder));
          progress.at(reader.filePosition());
        }
      }
      tally.count("packets", packets);
      tally.count("bytes", bytes);
      position.at(reader.offset());
      progress.fileDone(file);
    } catch (IOException e) {
      throw new PluginException(
          Category.INPUT, "capture '" + file.path() + "' cannot be read: " + e.getMessage(), e);
    }
    remarkIfDamaged(file);
  }

  private void remarkIfDamaged(CaptureFile file) {
    if (file.survey().damaged()) {
      tally.malformed("gzip-cut");
      tally.remark("'" + file.fileName() + "' is compressed and breaks off; the rest was read");
    }
    if (tally.malformedBy("record-cut") > 0) {
      tally.remark("'" + file.fileName() + "' ends within a record; all before it was read");
    }
    tally.report(context.diagnostics());
  }

  @Override
  public void close() {
    closed = true;
  }

  /** Tells how far reading has come, over all files. */
  private final class Progress {
    private final long total;
    private long done;

    Progress() {
      total = files.stream().mapToLong(Progress::size).sum();
    }

    private static long size(CaptureFile file) {
      try {
        return Files.size(file.path());
      } catch (IOException e) {
        return file.survey().length();
      }
    }

    void at(long position) {
      context.diagnostics().progress(Math.min(total, done + position), total);
    }

    void fileDone(CaptureFile file) {
      done += size(file);
      at(0);
    }
  }
}

package io.ringwall.plugin.pcap;

import io.ringwall.plugin.pcap.capture.CaptureReader;
import io.ringwall.plugin.pcap.capture.Captures;
import io.ringwall.plugin.pcap.capture.PacketRecord;
import io.ringwall.plugin.pcap.tally.Tally;
import io.ringwall.sdk.plugin.EventSink;
import io.ringwall.sdk.plugin.SourceContext;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.function.BooleanSupplier;

/** One walk over some captures: from records to events. Single-threaded. */
final class CaptureWalk {
  private static final int PACKETS_PER_REPORT = 4_096;
  private static final int EVENTS_PER_COMPLETION = 64;

  private final SourceContext context;
  private final EventSink sink;
  private final Tally tally = new Tally();
  private final CaptureClock clock = new CaptureClock();
  private final PacketRecord record = new PacketRecord();
  private final CapturePosition position;
  private final PacketPath path;
  private final long totalLength;
  private long lengthBefore;

  CaptureWalk(
      PcapConfig configuration, List<CaptureFile> files, SourceContext context, EventSink sink) {
    this.context = context;
    this.sink = sink;
    this.position = new CapturePosition(context, clock, files.getFirst());
    this.path = new PacketPath(configuration, clock, position, sink, tally);
    this.totalLength = files.stream().mapToLong(CaptureWalk::length).sum();
  }

  private static long length(CaptureFile file) {
    try {
      return Files.size(file.path());
    } catch (IOException e) {
      return file.survey().length();
    }
  }

  /** Reads a capture to its end, or until told to stop. */
  void read(CaptureFile file, BooleanSupplier stopped) throws InterruptedException, IOException {
    clock.nextFile(file.survey().firstNanos());
    position.file(file);
    long disorder = Math.min(file.survey().largestStepBack(), CaptureClock.MAX_DISORDER_NANOS);
    try (CaptureReader reader = Captures.open(file.path(), tally)) {
      long packets = 0;
      long bytes = 0;
      while (!stopped.getAsBoolean() && reader.next(record)) {
        packets++;
        bytes += record.originalLength();
        packet(disorder);
        if (packets % PACKETS_PER_REPORT == 0) {
          report(packets, bytes, reader.filePosition());
          packets = 0;
          bytes = 0;
        }
      }
      position.at(reader.offset());
      report(packets, bytes, reader.filePosition());
    }
    remarkIfDamaged(file);
    lengthBefore += length(file);
  }

  private void packet(long disorder) throws InterruptedException {
    long time = clock.flowTime(record.timeNanos());
    position.record(record);
    path.packet(record, time);
    if (path.emitter().emitted() >= EVENTS_PER_COMPLETION) {
      path.emitter().startCounting();
      sink.complete(clock.instant(path.completeUntil() - disorder));
    }
  }

  private void report(long packets, long bytes, long filePosition) {
    tally.count("packets", packets);
    tally.count("bytes", bytes);
    tally.report(context.diagnostics());
    context.diagnostics().progress(Math.min(totalLength, lengthBefore + filePosition), totalLength);
  }

  private void remarkIfDamaged(CaptureFile file) {
    if (file.survey().damaged()) {
      tally.malformed("gzip-cut");
      tally.remark(
          "capture '" + file.fileName() + "' is compressed and breaks off; the rest was read");
    }
    if (file.survey().cut()) {
      tally.remark(
          "capture '" + file.fileName() + "' ends within a record; all before it was read");
    }
  }

  /** Closes all flows: nothing more will come. */
  void finish() throws InterruptedException {
    path.finish();
    tally.report(context.diagnostics());
  }
}

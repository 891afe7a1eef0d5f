package io.ringwall.plugin.process;

import io.ringwall.kernel.KernelException;
import io.ringwall.kernel.ProcessTracking;
import io.ringwall.sdk.plugin.CaptureSource;
import io.ringwall.sdk.plugin.CaptureSourceFactory;
import io.ringwall.sdk.plugin.HostCheck;
import io.ringwall.sdk.plugin.PluginException;
import io.ringwall.sdk.plugin.PluginException.Category;
import io.ringwall.sdk.plugin.SourceContext;
import java.nio.file.Path;
import java.util.List;

/** Opens what the kernel tells of processes. */
final class LiveProcessesFactory implements CaptureSourceFactory<ProcessSettings> {
  private static final Path PROC = Path.of("/proc");

  @Override
  public String name() {
    return "process";
  }

  @Override
  public Class<ProcessSettings> configuration() {
    return ProcessSettings.class;
  }

  @Override
  public ProcessSettings defaults() {
    return ProcessSettings.defaults();
  }

  @Override
  public List<HostCheck> needs(ProcessSettings settings) {
    return new ProcessNeeds(PROC).all();
  }

  @Override
  public CaptureSource open(ProcessSettings settings, SourceContext context)
      throws PluginException {
    try {
      ProcessTracking tracking = ProcessTracking.open(settings.bufferBytes());
      return new LiveProcesses(tracking, new KnownPrograms(PROC), settings, context);
    } catch (KernelException e) {
      throw new PluginException(
          Category.RESOURCE,
          e.getMessage()
              + "; what is started in containers is not seen, and connections do not name the"
              + " process behind them",
          e);
    }
  }
}

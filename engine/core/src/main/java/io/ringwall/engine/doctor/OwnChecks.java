package io.ringwall.engine.doctor;

import io.ringwall.engine.plugins.InstalledCheck;
import io.ringwall.sdk.plugin.HostCheck;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the engine itself needs of a host, and what it can tell of it for all plugins.
 *
 * @param root where the files of proc and sys are: {@code /}
 * @param state where the engine keeps what it must not forget; need not exist
 * @param programs folders in which programs are looked for, the first one first
 * @param heap how many bytes the engine's heap may grow to
 * @param clock what time it is
 */
public record OwnChecks(
    Path root, Path state, List<Path> programs, long heap, InstantSource clock) {
  private static final String BY = "ringwall";

  /** Where programs of administrators are, on whose PATH they often are not. */
  private static final List<Path> ADMINISTRATION = List.of(Path.of("/usr/sbin"), Path.of("/sbin"));

  public OwnChecks {
    programs = List.copyOf(programs);
  }

  /**
   * Of the host that this process runs on.
   *
   * @param path folders of programs, as PATH has them
   */
  public static OwnChecks ofThisHost(Path state, String path, InstantSource clock) {
    List<Path> programs =
        Stream.concat(
                Stream.of(path.split(":", -1)).filter(folder -> !folder.isEmpty()).map(Path::of),
                ADMINISTRATION.stream())
            .distinct()
            .toList();
    return new OwnChecks(Path.of("/"), state, programs, Runtime.getRuntime().maxMemory(), clock);
  }

  /** All of them. */
  public List<InstalledCheck> all() {
    var files = new HostFiles(root);
    List<HostCheck> checks = new ArrayList<>();
    checks.addAll(new EngineChecks(files, heap, clock).all());
    checks.addAll(new StateChecks(state).all());
    checks.addAll(new PrivilegeChecks(files).all());
    checks.addAll(new KernelChecks(files).all());
    checks.addAll(new PacketFilterChecks(programs).all());
    return checks.stream().map(check -> new InstalledCheck(BY, check)).toList();
  }
}

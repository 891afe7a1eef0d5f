package io.ringwall.engine.plugins;

import io.ringwall.engine.config.Problems;
import io.ringwall.engine.config.Setting;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the folder and has done what it shows. One thread looks and tells; what takes long, for
 * it runs code of a plugin, is done by a thread for each changeover, one at a time for a plugin.
 */
final class Caretaker {
  private static final Duration SOON = Duration.ofMillis(50);

  private final PluginFolder folder;
  private final Door door;
  private final Registry registry;
  private final Changeover changeover;
  private final Crew crew;
  private final Pace pace;
  private final Arrivals arrivals;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition stirred = lock.newCondition();
  private final Set<String> busy = new HashSet<>();
  private final Set<Thread> changeovers = new HashSet<>();
  private boolean stir;
  private boolean reconsider;
  private boolean stopping;
  private volatile Map<String, Setting.Section> sections;
  private SortedMap<Path, PluginFolder.Print> present = new TreeMap<>();
  private boolean folderMissing;
  private Changeover.@Nullable Telling telling;
  private volatile Runnable announce = () -> {};
  private @Nullable Thread looking;

  Caretaker(
      PluginFolder folder,
      Door door,
      Registry registry,
      Changeover changeover,
      Crew crew,
      Pace pace,
      Map<String, Setting.Section> sections) {
    this.folder = folder;
    this.door = door;
    this.registry = registry;
    this.changeover = changeover;
    this.crew = crew;
    this.pace = pace;
    this.sections = sections;
    this.arrivals = new Arrivals(pace);
  }

  /** Loads what is there, before anything is put into service. */
  void loadAll(Problems problems) throws InterruptedException {
    SortedMap<Path, PluginFolder.Print> found;
    try {
      found = folder.look();
    } catch (IOException e) {
      return;
    }
    present = found;
    arrivals.look(found, System.nanoTime());
    for (Path file : found.keySet()) {
      Candidate candidate = admitted(file, Duration.ZERO);
      if (candidate != null && !twin(candidate)) {
        Deployment next = changeover.load(candidate, null, sections, problems);
        if (next != null) {
          registry.put(next, null);
        }
        arrivals.handled(file);
      }
    }
  }

  /**
   * The JAR, if it is let in; null if it is refused or not yet whole.
   *
   * @param unchanged for how long it has not changed
   */
  private @Nullable Candidate admitted(Path file, Duration unchanged) {
    try {
      Candidate candidate = door.admit(file);
      if (arrivals.stillShows(file, folder.print(file))) {
        return candidate;
      }
      Door.delete(candidate.copy());
      arrivals.later(file, System.nanoTime());
    } catch (Door.Refused e) {
      if (e.trouble().unfinished() && unchanged.compareTo(pace.patience()) < 0) {
        arrivals.later(file, System.nanoTime());
      } else {
        registry.refuse(PluginStatus.refused(file, e.digest(), e.trouble()));
        arrivals.handled(file);
      }
    }
    return null;
  }

  /** Refuses a JAR of a bundle that another file holds. */
  private boolean twin(Candidate candidate) {
    Deployment other = registry.byName(candidate.symbolicName());
    if (other == null
        || other.candidate().file().equals(candidate.file())
        || !present.containsKey(other.candidate().file())) {
      return false;
    }
    registry.refuse(
        new PluginStatus(
            candidate.file(),
            candidate.digest(),
            candidate.symbolicName(),
            candidate.version(),
            PluginStatus.State.REFUSED,
            PluginHost.twin(other.candidate()),
            List.of(),
            0,
            null));
    Door.delete(candidate.copy());
    arrivals.handled(candidate.file());
    return true;
  }

  /** Puts into service what was loaded, and begins to look. */
  void start(Stations stations, Runnable announcing) {
    var tell = new Changeover.Telling(stations, this::stir);
    telling = tell;
    announce = announcing;
    registry.serving().forEach(one -> changeover.begin(one, tell));
    Thread thread = crew.make("plugins", () -> look(tell));
    looking = thread;
    thread.start();
    crew.make("plugins-watch", this::watch).start();
  }

  private void watch() {
    try {
      while (folder.await()) {
        stir();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void stir() {
    lock.lock();
    try {
      stir = true;
      stirred.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void look(Changeover.Telling tell) {
    try {
      while (!stopped()) {
        lookOnce(tell);
        pause();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void lookOnce(Changeover.Telling tell) throws InterruptedException {
    try {
      lookAtFolder(tell);
      rebind(tell);
      changeover.sweep(tell);
      announce.run();
    } catch (RuntimeException e) {
      tell.stations().remark("", "the plugin host failed: " + PluginEdge.describe(e));
    }
  }

  private void pause() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = (arrivals.unsettled() ? SOON : pace.look()).toNanos();
      while (left > 0 && !stir && !stopping) {
        left = stirred.awaitNanos(left);
      }
      stir = false;
    } finally {
      lock.unlock();
    }
  }

  private boolean stopped() {
    lock.lock();
    try {
      return stopping;
    } finally {
      lock.unlock();
    }
  }

  private void lookAtFolder(Changeover.Telling tell) {
    SortedMap<Path, PluginFolder.Print> found;
    try {
      found = folder.look();
    } catch (IOException e) {
      if (!folderMissing) {
        tell.stations()
            .remark(
                "",
                "the folder of plugins "
                    + folder.path()
                    + " cannot be read, so nothing of it changes: "
                    + PluginEdge.describe(e));
      }
      folderMissing = true;
      return;
    }
    folderMissing = false;
    present = found;
    considerAgain();
    Arrivals.Shown shown = arrivals.look(found, System.nanoTime());
    shown.gone().forEach(file -> gone(file, tell));
    shown.whole().forEach(file -> arrived(file, tell));
  }

  /** A plugin is gone: what was refused for its sake may be let in now. */
  private void considerAgain() {
    if (takeReconsider()) {
      registry.refusals().forEach(refusal -> arrivals.again(refusal.file()));
    }
  }

  private boolean takeReconsider() {
    lock.lock();
    try {
      boolean due = reconsider;
      reconsider = false;
      return due;
    } finally {
      lock.unlock();
    }
  }

  private void gone(Path file, Changeover.Telling tell) {
    Deployment left = registry.byFile(file);
    if (left != null) {
      boolean begun =
          change(
              Set.of(left.candidate().symbolicName()), () -> changeover.retire(left, tell), true);
      if (!begun) {
        return;
      }
    }
    registry.acquit(file);
    arrivals.forget(file);
  }

  private void arrived(Path file, Changeover.Telling tell) {
    Deployment here = registry.byFile(file);
    if (here != null && busy(Set.of(here.candidate().symbolicName()))) {
      arrivals.later(file, System.nanoTime());
      return;
    }
    Candidate candidate = admitted(file, arrivals.unchanged(file, System.nanoTime()));
    if (candidate == null || twin(candidate)) {
      return;
    }
    if (here != null && here.candidate().digest().equals(candidate.digest())) {
      Door.delete(candidate.copy());
      registry.acquit(file);
      arrivals.handled(file);
      return;
    }
    Deployment same = registry.byName(candidate.symbolicName());
    Deployment old = same == null ? here : same;
    Set<String> names = new HashSet<>(Set.of(candidate.symbolicName()));
    if (old != null) {
      names.add(old.candidate().symbolicName());
    }
    Map<String, Setting.Section> bound = sections;
    if (change(names, () -> changeover.replace(old, candidate, bound, tell), old != null)) {
      arrivals.handled(file);
    } else {
      Door.delete(candidate.copy());
      arrivals.later(file, System.nanoTime());
    }
  }

  private void rebind(Changeover.Telling tell) {
    Map<String, Setting.Section> now = sections;
    for (Deployment one : registry.serving()) {
      if (!one.isBoundTo(now)) {
        change(
            Set.of(one.candidate().symbolicName()), () -> changeover.rebind(one, now, tell), false);
      }
    }
  }

  private boolean busy(Set<String> names) {
    lock.lock();
    try {
      return names.stream().anyMatch(busy::contains);
    } finally {
      lock.unlock();
    }
  }

  private interface Work {
    void run() throws InterruptedException;
  }

  /**
   * Does something with plugins on a thread of its own.
   *
   * @param frees may what was refused be let in afterwards
   * @return false when one of them is busy
   */
  private boolean change(Set<String> names, Work work, boolean frees) {
    lock.lock();
    try {
      if (stopping || names.stream().anyMatch(busy::contains)) {
        return false;
      }
      busy.addAll(names);
      Thread thread = crew.make("plugin-change", () -> changed(names, work, frees));
      changeovers.add(thread);
      // Under the lock, so that stop() joins only threads that have begun.
      thread.start();
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void changed(Set<String> names, Work work, boolean frees) {
    Changeover.Telling tell = telling;
    try {
      work.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      if (tell != null) {
        tell.stations().remark("", "the plugin host failed: " + PluginEdge.describe(e));
      }
    } finally {
      lock.lock();
      try {
        busy.removeAll(names);
        changeovers.remove(Thread.currentThread());
        reconsider |= frees;
      } finally {
        lock.unlock();
      }
      stir();
    }
  }

  /** From now on these settings hold; plugins that failed for theirs are loaded anew. */
  void configure(Map<String, Setting.Section> changed) {
    sections = changed;
    lock.lock();
    try {
      reconsider = true;
    } finally {
      lock.unlock();
    }
    stir();
  }

  /** Looks no more, and ends what is being changed. May be called again. */
  void stop() throws InterruptedException {
    Set<Thread> running;
    lock.lock();
    try {
      stopping = true;
      stirred.signalAll();
      running = Set.copyOf(changeovers);
    } finally {
      lock.unlock();
    }
    folder.close();
    running.forEach(Thread::interrupt);
    for (Thread thread : running) {
      thread.join(pace.abandon());
    }
    Thread own = looking;
    if (own != null && own != Thread.currentThread()) {
      own.join(pace.abandon());
    }
  }

  /** Tells what has changed of plugins, if it was not told yet. */
  void tell() {
    announce.run();
  }
}

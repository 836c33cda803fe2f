package io.coldtrace.analyzer.derive;

import io.coldtrace.analyzer.derive.SysctlLoadChain.Reader;
import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;
import io.coldtrace.facts.derived.SysctlMend;
import io.coldtrace.facts.kernel.SysctlFile;
import io.coldtrace.facts.kernel.SysctlSetting;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What to change in the files of a node so that a parameter keeps its sound value: the line that
 * has the last word, in its own file; where that file is a package's, which an update would bring
 * back, a file of one's own that is read after it. Each change is applied to the chain and both
 * readers are asked again; none is proposed unless both end with the sound value.
 */
final class SysctlMends {
  private static final String OWN_FILE = "99-zz-kubernetes.conf";
  private static final String FOLDER = "/etc/sysctl.d/";

  /** A chain of more changes than this is one that nobody should edit unseen. */
  private static final int MOST = 4;

  private final String node;
  private final List<String> keys;
  private final String sound;
  private final List<SysctlFile> files;
  private List<SysctlSetting> settings;
  private final boolean oldProcps;

  private SysctlMends(
      String node, List<String> keys, String sound, Collection<? extends Fact> facts) {
    this.node = node;
    this.keys = keys;
    this.sound = sound;
    this.files = Facts.only(facts, SysctlFile.class);
    this.settings = Facts.only(facts, SysctlSetting.class);
    this.oldProcps = SysctlLoadChain.oldProcps(facts);
  }

  /**
   * The changes, in the order in which to make them; none if nothing is to be changed, or if they
   * would not do.
   *
   * @param keys the parameter's names, its own first
   * @param facts what this node said
   */
  static List<SysctlMend> of(
      String node, List<String> keys, String sound, Collection<? extends Fact> facts) {
    return new SysctlMends(node, keys, sound, facts).mends();
  }

  private List<SysctlMend> mends() {
    List<SysctlMend> mends = new ArrayList<>();
    if (files.isEmpty() && settings.isEmpty()) {
      return mends;
    }
    for (int i = 0; i <= MOST; i++) {
      SysctlLoadChain chain = new SysctlLoadChain(files, settings, oldProcps);
      Optional<Reader> unsound = unsound(chain);
      if (unsound.isEmpty()) {
        return mends;
      }
      SysctlMend mend = mend(chain, chain.last(keys, unsound.get()));
      if (mends.contains(mend)) {
        break;
      }
      mends.add(mend);
      apply(chain, mend);
    }
    return List.of();
  }

  private Optional<Reader> unsound(SysctlLoadChain chain) {
    for (Reader reader : Reader.values()) {
      if (!chain.last(keys, reader).map(SysctlSetting::value).equals(Optional.of(sound))) {
        return Optional.of(reader);
      }
    }
    return Optional.empty();
  }

  private SysctlMend mend(SysctlLoadChain chain, Optional<SysctlSetting> culprit) {
    if (culprit.isEmpty()) {
      return made(FOLDER + OWN_FILE);
    }
    String path = chain.file(culprit.get());
    // A file under /etc is the administrator's, also where a package first put it there; one
    // under /run is made anew at each boot.
    boolean packaged =
        !path.startsWith("/etc/")
            && (path.startsWith("/run/")
                || files.stream().anyMatch(f -> f.path().equals(path) && f.owner().isPresent()));
    // A glob sets other parameters too, which are none of our business.
    boolean named = keys.contains(culprit.get().key());
    if (packaged || !named) {
      return made(FOLDER + after(culprit.get().path()));
    }
    Source line = culprit.get().source();
    return new SysctlMend(line, node, keys.get(0), sound, path, line.line());
  }

  private SysctlMend made(String path) {
    return new SysctlMend(Source.NONE, node, keys.get(0), sound, path, 0);
  }

  /** A name that sorts after that of the path. */
  private static String after(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    return OWN_FILE.compareTo(name) > 0
        ? OWN_FILE
        : name.replaceFirst("\\.conf$", "") + ".kubernetes.conf";
  }

  private void apply(SysctlLoadChain chain, SysctlMend mend) {
    List<SysctlSetting> after = new ArrayList<>();
    for (SysctlSetting setting : settings) {
      boolean changed =
          mend.line() > 0
              && setting.source().line() == mend.line()
              && chain.file(setting).equals(mend.path());
      after.add(changed ? set(setting.source(), setting.path()) : setting);
    }
    if (mend.line() == 0) {
      after.add(set(new Source(node, mend.path(), 1), mend.path()));
    }
    settings = after;
  }

  private SysctlSetting set(Source source, String path) {
    return new SysctlSetting(source, path, keys.get(0), sound, false, false);
  }
}

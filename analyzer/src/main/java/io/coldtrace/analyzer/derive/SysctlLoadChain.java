package io.coldtrace.analyzer.derive;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.kernel.HostSetting;
import io.coldtrace.facts.kernel.SysctlFile;
import io.coldtrace.facts.kernel.SysctlSetting;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;

/**
 * The files that set kernel parameters, in the order in which they are read: {@code *.conf} of the
 * folders, sorted by base name over all of them, a base name counting once, from the first folder
 * that has it.
 */
public final class SysctlLoadChain {
  private static final List<String> FOLDERS =
      List.of(
          "/etc/sysctl.d",
          "/run/sysctl.d",
          "/usr/local/lib/sysctl.d",
          "/usr/lib/sysctl.d",
          "/lib/sysctl.d");
  private static final List<String> FOLDERS_OF_OLD_PROCPS =
      List.of(
          "/run/sysctl.d",
          "/etc/sysctl.d",
          "/usr/local/lib/sysctl.d",
          "/usr/lib/sysctl.d",
          "/lib/sysctl.d");
  private static final String SYSCTL_CONF = "/etc/sysctl.conf";

  private final Map<String, SysctlFile> files;
  private final Map<String, List<SysctlSetting>> settings;
  private final boolean oldProcps;

  /** Who reads the files. */
  public enum Reader {
    /** {@code sysctl --system}: {@code /etc/sysctl.conf} comes last. */
    SYSCTL_SYSTEM,
    /** At boot: {@code /etc/sysctl.conf} counts only where a link in a folder leads to it. */
    SYSTEMD_SYSCTL
  }

  SysctlLoadChain(
      Collection<SysctlFile> files, Collection<SysctlSetting> settings, boolean oldProcps) {
    this.files =
        files.stream().collect(Collectors.toMap(SysctlFile::path, file -> file, (a, b) -> a));
    this.settings = settings.stream().collect(Collectors.groupingBy(SysctlSetting::path));
    this.oldProcps = oldProcps;
  }

  /** The names that set the same variable, the one that was asked for first. */
  public static List<String> names(String key) {
    return switch (key) {
      case "net.ipv4.ip_forward" -> List.of(key, "net.ipv4.conf.all.forwarding");
      case "net.ipv4.conf.all.forwarding" -> List.of(key, "net.ipv4.ip_forward");
      default -> List.of(key);
    };
  }

  /** The load chain of the node that said these facts. */
  public static SysctlLoadChain of(Collection<? extends Fact> facts) {
    return new SysctlLoadChain(
        Facts.only(facts, SysctlFile.class),
        Facts.only(facts, SysctlSetting.class),
        oldProcps(facts));
  }

  /** procps before 4.0 reads /run/sysctl.d before /etc/sysctl.d. */
  static boolean oldProcps(Collection<? extends Fact> facts) {
    return Facts.only(facts, HostSetting.class).stream()
        .anyMatch(setting -> setting.key().equals("procps") && setting.value().startsWith("3."));
  }

  /** The paths of the files that count, in the order in which the reader reads them. */
  public List<String> order(Reader reader) {
    boolean old = oldProcps && reader == Reader.SYSCTL_SYSTEM;
    List<String> all = new ArrayList<>(files.keySet());
    settings.keySet().stream().filter(path -> !files.containsKey(path)).forEach(all::add);
    Map<String, String> byName = new TreeMap<>();
    for (String folder : old ? FOLDERS_OF_OLD_PROCPS : FOLDERS) {
      for (String path : all) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        if (path.equals(folder + "/" + name) && name.endsWith(".conf")) {
          byName.putIfAbsent(name, path);
        }
      }
    }
    List<String> order = new ArrayList<>(byName.values());
    if (reader == Reader.SYSCTL_SYSTEM && all.contains(SYSCTL_CONF)) {
      order.add(SYSCTL_CONF);
    }
    return order;
  }

  /**
   * The assignment that wins for a parameter: the last of those that name it; a glob counts only
   * where nothing names it (sysctl.d(5)).
   *
   * @param keys the parameter's names
   */
  public Optional<SysctlSetting> last(List<String> keys, Reader reader) {
    Optional<SysctlSetting> named = Optional.empty();
    Optional<SysctlSetting> matched = Optional.empty();
    for (String path : order(reader)) {
      for (SysctlSetting setting : settings(path)) {
        if (setting.exclude()) {
          continue;
        }
        if (keys.contains(setting.key())) {
          named = Optional.of(setting);
        } else if (isGlob(setting.key())
            && keys.stream().anyMatch(glob(setting.key()).asMatchPredicate())) {
          matched = Optional.of(setting);
        }
      }
    }
    return named.isPresent() || excluded(keys, reader) ? named : matched;
  }

  /** What a file says; a link, unless it was copied itself, what the file it leads to says. */
  public List<SysctlSetting> settings(String path) {
    List<SysctlSetting> own = settings.get(path);
    return own != null ? own : settings.getOrDefault(target(path), List.of());
  }

  private boolean excluded(List<String> keys, Reader reader) {
    return order(reader).stream()
        .flatMap(path -> settings(path).stream())
        .anyMatch(setting -> setting.exclude() && keys.contains(setting.key()));
  }

  private static boolean isGlob(String key) {
    return key.indexOf('*') >= 0 || key.indexOf('?') >= 0 || key.indexOf('[') >= 0;
  }

  /** As glob(7), of which {@code *}, {@code ?} and {@code [...]} stop at a separator. */
  private static Pattern glob(String key) {
    StringBuilder pattern = new StringBuilder();
    for (int i = 0; i < key.length(); i++) {
      char c = key.charAt(i);
      switch (c) {
        case '*' -> pattern.append("[^.]*");
        case '?' -> pattern.append("[^.]");
        case '[', ']', '-' -> pattern.append(c);
        case '!' -> pattern.append(i > 0 && key.charAt(i - 1) == '[' ? '^' : '!');
        default -> pattern.append(Pattern.quote(String.valueOf(c)));
      }
    }
    try {
      return Pattern.compile(pattern.toString());
    } catch (PatternSyntaxException e) {
      return Pattern.compile(Pattern.quote(key));
    }
  }

  /** The file to edit for an assignment: of a link, what it leads to. */
  String file(SysctlSetting setting) {
    return target(setting.path());
  }

  private String target(String path) {
    SysctlFile file = files.get(path);
    return file == null || file.linkTarget().isEmpty()
        ? path
        : Path.of(path).resolveSibling(file.linkTarget().get()).normalize().toString();
  }
}

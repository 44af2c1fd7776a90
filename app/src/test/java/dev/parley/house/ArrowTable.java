package dev.parley.house;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// The tables of ARCHITECTURE.md: `| from | may use |` says which module and which package may use
/// which; `| driver | at home in |` says where an outside library may be seen. Names are relative
/// to `dev.parley`.
///
/// An arrow between modules needs the row of the module, one between packages of a module the row
/// of the package.
record ArrowTable(Map<String, Set<String>> arrows, Map<String, Set<String>> homes) {
  private static final String ROOT = "dev.parley.";
  private static final Pattern ROW = Pattern.compile("^\\| *([^|]+?) *\\| *([^|]*?) *\\|");

  static ArrowTable read(String markdown) {
    return new ArrowTable(table(markdown, "from", "may use"), table(markdown, "driver", "at home"));
  }

  private static Map<String, Set<String>> table(String markdown, String left, String right) {
    var rows = new LinkedHashMap<String, Set<String>>();
    boolean inside = false;
    for (var line : markdown.lines().toList()) {
      var row = ROW.matcher(line.replace("`", ""));
      if (!row.find()) inside = false;
      else if (row.group(1).equals(left) && row.group(2).startsWith(right)) inside = true;
      else if (inside && !row.group(1).startsWith("-")) {
        for (var name : names(row.group(1))) rows.put(name, names(row.group(2)));
      }
    }
    return rows;
  }

  private static Set<String> names(String cell) {
    var names = new LinkedHashSet<String>();
    for (var name : cell.split(",")) names.add(name.strip());
    names.remove("nothing");
    return names;
  }

  /// Arrows that no row allows, each with one use that draws it.
  List<String> forbidden(Collection<Uses.Use> uses) {
    var found = new TreeMap<String, String>();
    for (var use : uses) {
      if (!use.toPackage().startsWith(ROOT.substring(0, ROOT.length() - 1))) continue;
      var from = relative(use.fromPackage());
      var to = relative(use.toPackage());
      if (!from.equals(to) && !allowed(from, to)) {
        found.putIfAbsent(from + " -> " + to, use.from() + " uses " + use.to());
      }
    }
    return found.entrySet().stream().map(e -> e.getKey() + ": " + e.getValue()).toList();
  }

  private boolean allowed(String from, String to) {
    boolean sameModule = module(from).equals(module(to));
    var row = arrows.getOrDefault(sameModule ? from : module(from), Set.of());
    return row.contains(sameModule ? to : module(to));
  }

  /// Uses of an outside library away from its home.
  List<String> strays(Collection<Uses.Use> uses) {
    var found = new TreeSet<String>();
    for (var use : uses) {
      homes.forEach((driver, home) -> {
        if (isWithin(use.to(), driver) && home.stream().noneMatch(at -> livesIn(use, at))) {
          found.add(use.from() + " uses " + use.to());
        }
      });
    }
    return List.copyOf(found);
  }

  /// A home is a package, with those below it, or `*Suffix`: classes of that name anywhere.
  private static boolean livesIn(Uses.Use use, String home) {
    return home.startsWith("*")
        ? use.from().endsWith(home.substring(1))
        : isWithin(use.from(), ROOT + home);
  }

  private static boolean isWithin(String name, String above) {
    return name.startsWith(above + '.');
  }

  /// Packages that no row describes, and rows that describe no package.
  List<String> unknown(Set<String> packages) {
    var found = new TreeSet<String>();
    var names = new TreeSet<String>();
    for (var name : packages) {
      names.add(relative(name));
      if (!arrows.containsKey(relative(name))) found.add("no row for " + relative(name));
    }
    for (var row : arrows.keySet()) {
      if (names.stream().noneMatch(name -> name.equals(row) || isWithin(name, row))) {
        found.add("no package for the row " + row);
      }
    }
    return List.copyOf(found);
  }

  /// A path along the table's own arrows that comes back to its start; empty where there is none.
  List<String> cycle() {
    var done = new LinkedHashSet<String>();
    for (var start : arrows.keySet()) {
      var cycle = cycleFrom(start, new ArrayList<>(), done);
      if (!cycle.isEmpty()) return cycle;
    }
    return List.of();
  }

  private List<String> cycleFrom(String at, List<String> path, Set<String> done) {
    if (path.contains(at)) {
      path.add(at);
      return path.subList(path.indexOf(at), path.size());
    }
    if (done.contains(at)) return List.of();
    path.add(at);
    for (var next : arrows.getOrDefault(at, Set.of())) {
      var cycle = cycleFrom(next, path, done);
      if (!cycle.isEmpty()) return cycle;
    }
    path.removeLast();
    done.add(at);
    return List.of();
  }

  private static String module(String relative) {
    int dot = relative.indexOf('.');
    return dot < 0 ? relative : relative.substring(0, dot);
  }

  private static String relative(String name) {
    return name.startsWith(ROOT) ? name.substring(ROOT.length()) : name;
  }
}

package dev.parley.house;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The rules of STYLE.md that a machine can hold. Each gives what breaks it, one line a place.
final class Tidy {
  static final int FILE_LINES_MAX = 400;
  static final int METHOD_LINES_MAX = 40;
  static final int PARAMETERS_MAX = 5;
  static final int PACKAGE_FILES_MAX = 25;

  /// Names that say nothing of what a thing is.
  private static final Pattern EMPTY_NAME = Pattern.compile(".*(Impl|Manager|Helper|Utils?)");

  /// Written apart, so that this file does not break its own rule.
  private static final Pattern LEFT_OPEN = Pattern.compile("\\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b");

  private static final Pattern SLEEP =
      Pattern.compile("Thread\\." + "sleep\\(|TimeUnit\\.[A-Z]+\\." + "sleep\\(");
  private static final Pattern PRINT = Pattern.compile("\\bSystem\\.(out|err)\\.");
  private static final Pattern DEVELOPER_PATH =
      Pattern.compile("(?<![\\w.}$*])/(ho" + "me|Use" + "rs|wo" + "rk|ro" + "ot)/[A-Za-z]");
  private static final Pattern REGISTRY = Pattern.compile("\"resolved\": *\"http");
  private static final Pattern SKIPPED =
      Pattern.compile("@Disab" + "led|\\b(it|test|describe)\\.(sk" + "ip|on" + "ly)\\(");

  /// Where programs speak to the terminal.
  private static final List<String> COMMANDS =
      List.of(
          "app/src/main/java/dev/parley/app/", "bench/src/main/java/dev/parley/bench/Bench.java");

  /// An agent between two turns; whoever waits for another process; the bounded poll of tests.
  private static final List<String> PAUSES =
      List.of("platform/agents/Agent.java", "platform/postgres/embedded/", "testkit/Await.java");

  private Tidy() {}

  static List<String> longFiles(List<Source> sources) {
    return sources.stream()
        .filter(source -> source.hasExtension("java", "ts", "tsx", "mjs", "css", "sh"))
        .filter(source -> !source.path().contains("/generated/"))
        .filter(source -> source.lines().size() > FILE_LINES_MAX)
        .map(source -> source.path() + ": " + source.lines().size() + " lines")
        .toList();
  }

  static List<String> longMethods(List<Source> sources) {
    return methods(sources, method -> method.lines() > METHOD_LINES_MAX, "is too long");
  }

  static List<String> manyParameters(List<Source> sources) {
    return methods(sources, method -> method.parameters() > PARAMETERS_MAX, "takes too much");
  }

  private static List<String> methods(
      List<Source> sources, Predicate<JavaSyntax.Method> breaks, String fault) {
    var found = new ArrayList<String>();
    for (var source : java(sources)) {
      for (var method : JavaSyntax.of(source).methods()) {
        if (breaks.test(method)) {
          found.add(source.path() + ": " + method.name() + " " + fault + " " + method);
        }
      }
    }
    return found;
  }

  static List<String> crowdedPackages(List<Source> sources) {
    Map<String, Long> sizes =
        java(sources).stream()
            .collect(Collectors.groupingBy(Source::directory, TreeMap::new, Collectors.counting()));
    return sizes.entrySet().stream()
        .filter(entry -> entry.getValue() > PACKAGE_FILES_MAX)
        .map(entry -> entry.getKey() + ": " + entry.getValue() + " files")
        .toList();
  }

  static List<String> emptyNames(List<Source> sources) {
    return sources.stream()
        .filter(source -> source.hasExtension("java", "ts", "tsx"))
        .filter(source -> EMPTY_NAME.matcher(source.name()).matches())
        .map(Source::path)
        .toList();
  }

  static List<String> undocumentedTypes(List<Source> sources) {
    var found = new ArrayList<String>();
    for (var source : java(sources)) {
      if (!source.isMain()) continue;
      for (var type : JavaSyntax.of(source).types()) {
        if (type.isPublic() && !type.isDocumented()) found.add(source.path() + ": " + type.name());
      }
    }
    return found;
  }

  /// Every package says in one place what it is for and that nothing in it is null.
  static List<String> packagesWithoutInfo(List<Source> sources) {
    var described =
        java(sources).stream()
            .filter(source -> source.name().equals("package-info"))
            .filter(source -> source.text().startsWith("///"))
            .filter(source -> source.text().contains("@NullMarked"))
            .map(source -> packageOf(source.directory()))
            .collect(Collectors.toSet());
    return java(sources).stream()
        .map(source -> packageOf(source.directory()))
        .distinct()
        .filter(name -> !described.contains(name))
        .toList();
  }

  private static String packageOf(String directory) {
    return directory.replaceFirst(".*/java/", "").replace('/', '.');
  }

  static List<String> leftOpen(List<Source> sources) {
    return places(sources.stream(), LEFT_OPEN);
  }

  /// Nobody waits by sleeping: threads wait for a condition, tests poll with a bound. What pauses
  /// by trade is named.
  static List<String> sleeps(List<Source> sources) {
    return places(java(sources).stream().filter(source -> !mayPause(source.path())), SLEEP);
  }

  private static boolean mayPause(String path) {
    return PAUSES.stream().anyMatch(path::contains);
  }

  /// Only the commands speak to the terminal; all else goes through the log.
  static List<String> prints(List<Source> sources) {
    return places(
        java(sources).stream()
            .filter(Source::isMain)
            .filter(source -> COMMANDS.stream().noneMatch(source.path()::startsWith)),
        PRINT);
  }

  static List<String> developerPaths(List<Source> sources) {
    return places(sources.stream(), DEVELOPER_PATH);
  }

  static List<String> registryAddresses(List<Source> sources) {
    return places(sources.stream().filter(s -> s.path().endsWith("package-lock.json")), REGISTRY);
  }

  static List<String> skippedTests(List<Source> sources) {
    return places(sources.stream().filter(s -> s.hasExtension("java", "ts", "tsx")), SKIPPED);
  }

  static List<String> emptyFiles(List<Source> sources) {
    return sources.stream().filter(source -> source.text().isBlank()).map(Source::path).toList();
  }

  private static List<String> places(Stream<Source> sources, Pattern pattern) {
    return sources.flatMap(source -> places(source, pattern)).toList();
  }

  private static Stream<String> places(Source source, Pattern pattern) {
    if (!pattern.matcher(source.text()).find()) return Stream.of();
    var lines = source.lines();
    return IntStream.range(0, lines.size())
        .filter(i -> pattern.matcher(lines.get(i)).find())
        .mapToObj(i -> source.path() + ":" + (i + 1) + ": " + lines.get(i).strip());
  }

  private static List<Source> java(List<Source> sources) {
    return sources.stream().filter(Source::isJava).toList();
  }
}

package dev.parley.house;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Links of Markdown files into the repository, and whether they lead anywhere.
final class MarkdownLinks {
  private static final Pattern FENCE = Pattern.compile("(?ms)^ *```.*?^ *```");
  private static final Pattern CODE = Pattern.compile("`[^`\n]*`");
  private static final Pattern LINK = Pattern.compile("\\[[^\\]]*\\]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} +(.+?) *$");

  private MarkdownLinks() {}

  /// The links that name a file that is not there, or a heading that its file does not have.
  static List<String> broken(List<Source> sources, Predicate<String> exists) {
    Map<String, Source> pages =
        sources.stream()
            .filter(source -> source.hasExtension("md"))
            .collect(Collectors.toMap(Source::path, Function.identity()));
    var found = new ArrayList<String>();
    for (var page : pages.values()) {
      for (var link : links(page)) {
        if (!leads(page, link, pages, exists)) found.add(page.path() + ": " + link);
      }
    }
    return found.stream().sorted().toList();
  }

  private static List<String> links(Source page) {
    var prose = CODE.matcher(FENCE.matcher(page.text()).replaceAll("")).replaceAll("");
    return LINK.matcher(prose)
        .results()
        .map(result -> result.group(1))
        .filter(link -> !link.matches("[a-z]+:.*"))
        .toList();
  }

  private static boolean leads(
      Source page, String link, Map<String, Source> pages, Predicate<String> exists) {
    int hash = link.indexOf('#');
    var path = hash < 0 ? link : link.substring(0, hash);
    var target = path.isEmpty() ? page.path() : resolve(page, path);
    if (!exists.test(target)) return false;
    var other = pages.get(target);
    return hash < 0 || other == null || anchors(other).contains(link.substring(hash + 1));
  }

  private static String resolve(Source page, String path) {
    return Path.of(page.directory()).resolve(path).normalize().toString();
  }

  private static Set<String> anchors(Source page) {
    var prose = FENCE.matcher(page.text()).replaceAll("");
    var anchors = new HashSet<String>();
    HEADING.matcher(prose).results().map(MarkdownLinks::anchor).forEach(anchors::add);
    return anchors;
  }

  private static String anchor(MatchResult heading) {
    return heading
        .group(1)
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N} _-]", "")
        .replace(' ', '-');
  }
}

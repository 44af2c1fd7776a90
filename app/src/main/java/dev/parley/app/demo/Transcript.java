package dev.parley.app.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// What was said in one meeting, or between two people. A text file: a head of `key: value` lines,
/// an empty line, then `[mm:ss] Speaker: words`; lines that are indented, or empty, go on with what
/// was said before them.
///
/// @param title empty for a talk between two
record Transcript(
    Optional<String> title, List<Person> people, List<Unread> unread, List<Line> lines) {
  private static final Pattern SAID = Pattern.compile("\\[(\\d\\d:\\d\\d)\\] ([^:]+): (.*)");

  /// Someone who takes part, and what they do.
  record Person(String name, String work) {}

  /// How many of the last lines someone has yet to read.
  record Unread(String name, int count) {}

  record Line(String offset, String speaker, String words) {
    Line and(String more) {
      return new Line(offset, speaker, words + '\n' + more);
    }
  }

  static Transcript parse(String text) {
    var title = Optional.<String>empty();
    var people = new ArrayList<Person>();
    var unread = new ArrayList<Unread>();
    int bodyAt = text.indexOf("\n\n");
    for (var head : text.substring(0, bodyAt).lines().toList()) {
      var value = head.substring(head.indexOf(':') + 1).strip();
      int comma = value.lastIndexOf(',');
      switch (head.substring(0, head.indexOf(':'))) {
        case "title" -> title = Optional.of(value);
        case "person" -> people.add(new Person(before(value, comma), after(value, comma)));
        case "unread" ->
            unread.add(new Unread(before(value, comma), Integer.parseInt(after(value, comma))));
        case "date" -> {} // For readers of the file.
        default -> throw new IllegalArgumentException("Unknown in a transcript: " + head);
      }
    }
    return new Transcript(title, people, unread, lines(text.substring(bodyAt + 2)));
  }

  private static String before(String value, int comma) {
    return value.substring(0, comma).strip();
  }

  private static String after(String value, int comma) {
    return value.substring(comma + 1).strip();
  }

  private static List<Line> lines(String body) {
    var lines = new ArrayList<Line>();
    for (var line : body.lines().toList()) {
      var said = SAID.matcher(line);
      if (said.matches()) lines.add(new Line(said.group(1), said.group(2), said.group(3)));
      else lines.add(lines.removeLast().and(line.strip()));
    }
    return lines.stream().map(l -> new Line(l.offset(), l.speaker(), l.words().strip())).toList();
  }
}

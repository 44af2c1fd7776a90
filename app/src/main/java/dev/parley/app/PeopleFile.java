package dev.parley.app;

import dev.parley.features.identity.NewPerson;
import dev.parley.platform.kernel.Role;
import dev.parley.protocol.Refused;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import picocli.CommandLine.TypeConversionException;

/// People in a text file, a line each: `email,name[,person-role]`. Empty lines and lines that begin
/// with `#` are passed over, and so is a first line that names the columns in just these words, and
/// a byte order mark.
///
/// @param mistakes of all lines; the people are whole only where there are none
record PeopleFile(List<Line> lines, List<Mistake> mistakes) {

  private static final char BYTE_ORDER_MARK = '\uFEFF';
  private static final List<String> HEADER = List.of("email", "name", "person-role");

  /// A person, and where they stand.
  record Line(int number, NewPerson person) {}

  /// What is wrong with a line.
  record Mistake(int line, String field, String what) {
    @Override
    public String toString() {
      return "line %d: %s: %s".formatted(line, field, what);
    }
  }

  static PeopleFile parse(String text) {
    var lines = new ArrayList<Line>();
    var mistakes = new ArrayList<Mistake>();
    var seen = new HashMap<String, Integer>();
    int number = 0;
    for (var line : stripped(text).lines().toList()) {
      number++;
      if (line.isBlank() || line.startsWith("#") || (number == 1 && isHeader(line))) continue;
      try {
        var person = person(List.of(line.split(",", -1)));
        var first = seen.putIfAbsent(lower(person), number);
        if (first == null) lines.add(new Line(number, person));
        else mistakes.add(new Mistake(number, "email", "the same as in line " + first));
      } catch (Refused e) {
        mistakes.add(new Mistake(number, field(e), e.problem().detail()));
      } catch (TypeConversionException e) {
        mistakes.add(new Mistake(number, "person-role", String.valueOf(e.getMessage())));
      } catch (IllegalArgumentException e) {
        mistakes.add(new Mistake(number, "columns", String.valueOf(e.getMessage())));
      }
    }
    return new PeopleFile(List.copyOf(lines), List.copyOf(mistakes));
  }

  private static String stripped(String text) {
    return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
  }

  private static boolean isHeader(String line) {
    var cells = Arrays.stream(line.split(",", -1)).map(String::strip).toList();
    return cells.equals(HEADER) || cells.equals(HEADER.subList(0, 2));
  }

  private static NewPerson person(List<String> cells) {
    if (cells.size() < 2 || cells.size() > 3) {
      throw new IllegalArgumentException("email,name[,person-role] expected");
    }
    var role = cells.size() > 2 ? new RoleOption().convert(cells.get(2).strip()) : Role.MEMBER;
    return new NewPerson(cells.get(0), cells.get(1), role);
  }

  private static String field(Refused refused) {
    var field = refused.problem().field();
    return field.equals("displayName") ? "name" : field;
  }

  private static String lower(NewPerson person) {
    return person.email().toLowerCase(Locale.ROOT);
  }

  List<NewPerson> people() {
    return lines.stream().map(Line::person).toList();
  }

  List<String> emails() {
    return lines.stream().map(line -> line.person().email()).toList();
  }

  /// The lines whose addresses are among these, in lower case.
  List<Mistake> taken(Set<String> emails) {
    return lines.stream()
        .filter(line -> emails.contains(lower(line.person())))
        .map(line -> new Mistake(line.number(), "email", "This address is taken"))
        .toList();
  }
}

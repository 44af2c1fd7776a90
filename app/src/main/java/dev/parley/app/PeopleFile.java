package dev.parley.app;

import dev.parley.features.identity.NewPerson;
import dev.parley.platform.kernel.Role;
import dev.parley.protocol.Problem;
import dev.parley.protocol.Refused;
import java.util.ArrayList;
import java.util.List;

/// People in a text file, a line each: `email,name[,role]`. Empty lines and lines that begin with
/// `#` are passed over, and so is a first line that names the columns.
final class PeopleFile {
  private PeopleFile() {}

  /// Refuses with `unprocessable`, naming the line.
  static List<NewPerson> parse(String text) {
    var people = new ArrayList<NewPerson>();
    int number = 0;
    for (var line : text.lines().toList()) {
      number++;
      if (line.isBlank() || line.startsWith("#") || (number == 1 && !line.contains("@"))) continue;
      people.add(person(line, number));
    }
    return people;
  }

  private static NewPerson person(String line, int number) {
    var cells = List.of(line.split(",", -1));
    try {
      if (cells.size() < 2) throw new IllegalArgumentException("email,name[,role] expected");
      var role = cells.size() > 2 ? Role.of(cells.get(2).strip()) : Role.MEMBER;
      return new NewPerson(cells.get(0), cells.get(1), role);
    } catch (IllegalArgumentException | Refused e) {
      throw new Problem.Unprocessable("line " + number, "Line %d: %s".formatted(number, e))
          .refused();
    }
  }
}

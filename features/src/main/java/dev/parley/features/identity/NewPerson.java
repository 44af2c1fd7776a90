package dev.parley.features.identity;

import dev.parley.platform.kernel.Role;
import dev.parley.protocol.Problem;
import dev.parley.protocol.Refused;
import java.util.Optional;
import java.util.regex.Pattern;

/// Someone who is about to be added.
public record NewPerson(String email, String displayName, Role role, Metadata metadata) {
  public static final int EMAIL_LENGTH_MAX = 254;
  public static final int DISPLAY_NAME_LENGTH_MAX = 100;

  private static final Pattern EMAIL = Pattern.compile("[^@\\s\\p{Cntrl}]+@[^@\\s\\p{Cntrl}]+");

  public NewPerson {
    email = email.strip();
    displayName = displayName(displayName);
    if (email.length() > EMAIL_LENGTH_MAX || !EMAIL.matcher(email).matches()) {
      throw refused("email", "Not an e-mail address");
    }
  }

  /// Someone about whom nothing else is noted.
  public NewPerson(String email, String displayName, Role role) {
    this(email, displayName, role, Metadata.NONE);
  }

  /// Someone who is called by the part of the address before the @ unless they have a name. The
  /// address is looked at first.
  public static NewPerson called(Optional<String> name, String email, Role role) {
    var address = new NewPerson(email, "x", role).email();
    var local = address.substring(0, Math.min(address.indexOf('@'), DISPLAY_NAME_LENGTH_MAX));
    return new NewPerson(address, name.orElse(local), role);
  }

  /// A display name as it is kept; refused with `unprocessable` when it shows nothing, is too long
  /// or holds control characters.
  static String displayName(String text) {
    var name = text.strip();
    if (name.isEmpty()
        || name.length() > DISPLAY_NAME_LENGTH_MAX
        || name.codePoints().anyMatch(Character::isISOControl)) {
      throw refused("displayName", "Between 1 and " + DISPLAY_NAME_LENGTH_MAX + " characters");
    }
    return name;
  }

  private static Refused refused(String field, String detail) {
    return new Problem.Unprocessable(field, detail).refused();
  }
}

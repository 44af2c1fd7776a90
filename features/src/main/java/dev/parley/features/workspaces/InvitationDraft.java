package dev.parley.features.workspaces;

import dev.parley.features.identity.NewPerson;
import dev.parley.platform.kernel.Role;
import dev.parley.protocol.Problem;
import dev.parley.protocol.Refused;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// An invitation that has yet to be made.
///
/// @param expiresAt [#LIFE] from now when empty
/// @param usesMax one when empty
/// @param email whom alone it is for, and then once
public record InvitationDraft(
    WorkspaceRole role,
    Optional<Instant> expiresAt,
    Optional<Integer> usesMax,
    Optional<String> email) {
  /// How long an invitation holds, unless told otherwise.
  public static final Duration LIFE = Duration.ofDays(7);

  public static final Duration LIFE_MAX = Duration.ofDays(90);

  public static final int USES_MAX = 1_000;

  public InvitationDraft {
    if (role == WorkspaceRole.OWNER) throw refused("role", "Nobody is invited as an owner");
    int uses = usesMax.orElse(1);
    if (uses < 1 || uses > USES_MAX) throw refused("usesMax", "Between 1 and " + USES_MAX);
    if (email.isPresent() && uses > 1) throw refused("usesMax", "One person joins once");
    email = email.map(InvitationDraft::address);
  }

  private static String address(String text) {
    return NewPerson.called(Optional.empty(), text, Role.MEMBER).email();
  }

  /// When it is over, if it is made now.
  Instant end(Instant now) {
    var end = expiresAt.orElse(now.plus(LIFE));
    if (end.isAfter(now) && !end.isAfter(now.plus(LIFE_MAX))) return end;
    throw refused("expiresAt", "Within the next " + LIFE_MAX.toDays() + " days");
  }

  private static Refused refused(String field, String detail) {
    return new Problem.Unprocessable(field, detail).refused();
  }
}

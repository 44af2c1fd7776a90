package dev.parley.features.workspaces;

import dev.parley.platform.kernel.Actor;
import dev.parley.platform.kernel.Ids;
import dev.parley.platform.postgres.Database;
import dev.parley.platform.postgres.Transaction;
import dev.parley.protocol.Problem;
import dev.parley.protocol.Refused;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/// The door to invitations into workspaces. Who has the code may join, as often as it says, each
/// person once. It holds as long as whoever made it could make it, and so not when that person was
/// removed. Whatever is wrong with a code, the answer is that there is no such invitation.
public final class Invitations {
  /// Most invitations of one workspace that still let people in.
  public static final int OPEN_MAX = 200;

  /// How long one is kept after it is over.
  private static final Duration KEPT = Duration.ofDays(1);

  private final Workspaces workspaces;
  private final Memberships memberships;
  private final Database database;
  private final JoinLimits limits = new JoinLimits();

  public Invitations(Workspaces workspaces, Memberships memberships, Database database) {
    this.workspaces = workspaces;
    this.memberships = memberships;
    this.database = database;
  }

  /// An invitation with its code, which nobody sees again.
  public record Made(WorkspaceInvitation invitation, JoinCode code) {}

  /// Makes an invitation. For owners and admins.
  public Made create(Actor actor, WorkspaceId id, InvitationDraft draft) {
    return database.in(
        actor.tenant(),
        tx -> {
          var held = administering(tx, actor, id);
          held.requireGrants(draft.role());
          var now = workspaces.now();
          InvitationStore.forget(tx.sql(), actor.tenant(), id, now.minus(KEPT));
          if (InvitationStore.list(tx.sql(), actor.tenant(), id, now).size() >= OPEN_MAX) {
            throw new Problem.Conflict("A workspace has at most " + OPEN_MAX + " invitations")
                .refused();
          }
          var made =
              new WorkspaceInvitation(
                  Ids.next(),
                  id,
                  draft.role(),
                  draft.email(),
                  draft.usesMax().orElse(1),
                  0,
                  actor.user(),
                  now,
                  draft.end(now));
          var code = JoinCode.next();
          InvitationStore.insert(tx.sql(), actor.tenant(), made, code.hash());
          return new Made(made, code);
        });
  }

  /// Those that still let people in, the oldest first. For owners and admins.
  public List<WorkspaceInvitation> list(Actor actor, WorkspaceId id) {
    return database.in(
        actor.tenant(),
        tx -> {
          administering(tx, actor, id);
          return InvitationStore.list(tx.sql(), actor.tenant(), id, workspaces.now());
        });
  }

  /// Takes one back. For owners and admins.
  public void revoke(Actor actor, WorkspaceId id, UUID invitation) {
    database.in(
        actor.tenant(),
        tx -> {
          administering(tx, actor, id);
          var now = workspaces.now();
          if (!InvitationStore.revoke(tx.sql(), actor.tenant(), id, invitation, now)) {
            throw unknown();
          }
          return id;
        });
  }

  private Held administering(Transaction tx, Actor actor, WorkspaceId id) {
    var held = workspaces.hold(tx, actor, id);
    held.requireAdministers();
    return held;
  }

  /// Joins the workspace that the code is of, or finds it when the caller is in it already, which
  /// uses nothing up. Who guesses is soon refused with `rate_limited`.
  ///
  /// @param address where the request comes from
  public Workspace join(Actor actor, JoinCode code, String address) {
    limits.admit(actor.user(), address);
    try {
      return database.in(actor.tenant(), tx -> joined(tx, actor, code));
    } catch (Refused e) {
      if (e.problem() instanceof Problem.NotFound) limits.failed(actor.user(), address);
      throw e;
    }
  }

  private Workspace joined(Transaction tx, Actor actor, JoinCode code) {
    var invitation =
        InvitationStore.find(tx.sql(), actor.tenant(), code.hash())
            .orElseThrow(Invitations::unknown);
    var id = invitation.workspaceId();
    var self = Set.of(actor.user());
    if (MembershipStore.holdPeople(tx.sql(), actor.tenant(), self).isEmpty()) throw unknown();
    var entering =
        workspaces.entering(tx, actor, id, invitation.role()).orElseThrow(Invitations::unknown);
    if (MembershipStore.role(tx.sql(), actor, id).isEmpty()) {
      if (!InvitationStore.take(tx.sql(), actor, invitation.id(), workspaces.now())) {
        throw unknown();
      }
      memberships.join(tx, entering, self, invitation.role());
    }
    return workspaces.read(tx, actor, id);
  }

  private static Refused unknown() {
    return new Problem.NotFound("invitation").refused();
  }
}

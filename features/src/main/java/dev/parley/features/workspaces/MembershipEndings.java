package dev.parley.features.workspaces;

import dev.parley.features.identity.PersonEnded;
import dev.parley.features.workspaces.WorkspaceStore.Place;
import dev.parley.platform.events.Outbox;
import dev.parley.platform.kernel.Actor;
import dev.parley.platform.kernel.UserId;
import dev.parley.platform.postgres.Transaction;
import java.util.List;
import java.util.stream.Collectors;

/// Takes people who are deactivated out of their workspaces; who is reactivated has to be added
/// anew. What such a person owned alone is handed on to the longest-standing admin, or else to the
/// longest-standing member, never to a guest.
public record MembershipEndings(Outbox outbox, WorkspaceListener listener) implements PersonEnded {

  @Override
  public void ended(Transaction tx, Actor by, UserId user) {
    var places = WorkspaceStore.lockThoseOf(tx.sql(), by.tenant(), user);
    for (var place : places) leave(tx, by, user, place);
    var left = places.stream().map(Place::workspace).collect(Collectors.toSet());
    listener.left(tx, by, left, user);
  }

  private void leave(Transaction tx, Actor by, UserId user, Place place) {
    var tenant = by.tenant();
    var id = place.workspace();
    int left = place.memberCount() - 1;
    MembershipStore.delete(tx.sql(), tenant, id, List.of(user));
    WorkspaceStore.countMembers(tx.sql(), tenant, id, left);
    var events = new WorkspaceEvents(id, by.user());
    outbox.publish(tx, tenant, events.removed(user, left));
    if (place.role() != WorkspaceRole.OWNER) return;
    if (MembershipStore.owners(tx.sql(), tenant, id) > 0) return;
    var heir = MembershipStore.heir(tx.sql(), tenant, id);
    if (heir.isEmpty()) return;
    MembershipStore.change(tx.sql(), tenant, id, List.of(heir.get()), WorkspaceRole.OWNER);
    for (var owner : MembershipStore.some(tx.sql(), tenant, id, List.of(heir.get()))) {
      var changed = events.changed(owner, left);
      outbox.publish(tx, tenant, changed);
      outbox.publish(tx, tenant, events.forPerson(owner.userId(), changed));
    }
  }
}

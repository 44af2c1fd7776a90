package dev.parley.features.workspaces;

import dev.parley.platform.events.Ending;
import dev.parley.platform.events.EventDraft;
import dev.parley.platform.kernel.Json;
import dev.parley.platform.kernel.Preference;
import dev.parley.platform.kernel.UserId;
import dev.parley.protocol.Topic;
import java.time.Instant;
import java.util.Optional;

/// The events of a workspace: on its own topic, and on those of the people concerned. Each that
/// changes how many are in it says how many there are from then on.
final class WorkspaceEvents {
  private final WorkspaceId workspace;
  private final UserId by;

  WorkspaceEvents(WorkspaceId workspace, UserId by) {
    this.workspace = workspace;
    this.by = by;
  }

  private record Updated(
      WorkspaceId workspaceId, String name, Optional<String> description, Instant updatedAt) {}

  private record Deleted(WorkspaceId workspaceId) {}

  private record Changed(WorkspaceId workspaceId, Membership member, int memberCount) {}

  private record Preferred(WorkspaceId workspaceId, boolean starred, Optional<String> position) {}

  private record Removed(WorkspaceId workspaceId, UserId userId, int memberCount) {}

  EventDraft updated(WorkspaceDraft draft, Instant at) {
    var payload = new Updated(workspace, draft.name(), draft.description(), at);
    return draft("workspace.updated", payload);
  }

  EventDraft deleted() {
    return draft("workspace.deleted", new Deleted(workspace)).endingAll();
  }

  EventDraft added(Membership member, int memberCount) {
    return draft("workspace.member.added", new Changed(workspace, member, memberCount));
  }

  EventDraft changed(Membership member, int memberCount) {
    var payload = new Changed(workspace, member, memberCount);
    return draft("workspace.member.updated", payload).endingOnlookers();
  }

  EventDraft removed(UserId user, int memberCount) {
    var payload = new Removed(workspace, user, memberCount);
    return draft("workspace.member.removed", payload).ending(user);
  }

  /// For the one alone whose preference it is.
  EventDraft preferred(Preference preference) {
    var payload = new Preferred(workspace, preference.starred(), preference.position());
    return forPerson(by, draft("workspace.preferences", payload));
  }

  private EventDraft draft(String type, Object payload) {
    return EventDraft.of(workspace.topic(), type, Json.write(payload), by);
  }

  /// The same news for one person, on the person's own topic. Who is in it no longer, or in another
  /// role, may have lost what one may hear as somebody of it.
  EventDraft forPerson(UserId person, EventDraft event) {
    var news = EventDraft.of(Topic.user(person.value()), event.type(), event.payload(), by);
    return event.ends() instanceof Ending.Nobody ? news : news.endingOnlookers();
  }
}

package dev.parley.features.conversations;

import dev.parley.features.workspaces.WorkspaceId;
import dev.parley.platform.http.Api;
import dev.parley.platform.http.Request;
import dev.parley.platform.http.Response;
import dev.parley.platform.http.Routes;
import dev.parley.platform.kernel.Preference;
import dev.parley.platform.kernel.UserId;
import dev.parley.protocol.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Conversations over HTTP.
public record ConversationRoutes(
    Conversations conversations,
    Participants participants,
    Watermarks watermarks,
    Preferences preferences)
    implements Routes {
  private static final int PAGE = 50;

  @Override
  public void addTo(Api api) {
    api.on("listConversations", this::list)
        .change("createConversation", this::create)
        .on("getConversation", this::get)
        .change("updateConversation", this::update)
        .change("deleteConversation", this::delete)
        .on("listParticipants", this::people)
        .change("addParticipants", this::add)
        .change("removeParticipant", this::remove)
        .change("updatePreferences", this::prefer)
        .change("markRead", this::read)
        .change("markDelivered", this::delivered);
  }

  private static ConversationId id(Request request) {
    return new ConversationId(request.id("conversationId"));
  }

  private Response list(Request request) {
    int limit = request.limit(PAGE, Conversations.PAGE_MAX);
    var before = request.query("before");
    return Response.ok(conversations.list(request.actor(), workspace(request), before, limit));
  }

  private static Optional<WorkspaceId> workspace(Request request) {
    try {
      return request.query("workspaceId").map(WorkspaceId::of);
    } catch (IllegalArgumentException _) {
      throw new Problem.Invalid("workspaceId", "Not an id").refused();
    }
  }

  private record Create(
      String type,
      List<UserId> participantIds,
      @Nullable String name,
      @Nullable WorkspaceId workspaceId) {

    ConversationDraft draft() {
      return new ConversationDraft(
          known(),
          Set.copyOf(participantIds),
          Optional.ofNullable(name),
          Optional.ofNullable(workspaceId));
    }

    private ConversationType known() {
      return switch (type) {
        case "direct" -> ConversationType.DIRECT;
        case "group" -> ConversationType.GROUP;
        default -> throw new Problem.Unprocessable("type", "Is direct or group").refused();
      };
    }
  }

  private Response create(Request request) {
    var made = conversations.create(request.actor(), request.body(Create.class).draft());
    return Response.of(made.made() ? 201 : 200, Map.of("conversation", made.conversation()));
  }

  private Response get(Request request) {
    var found = conversations.find(request.actor(), id(request));
    return Response.ok(Map.of("conversation", found.orElseThrow(Conversations::unknown)));
  }

  private record Update(String name) {}

  private Response update(Request request) {
    var name = request.body(Update.class).name();
    var renamed = conversations.rename(request.actor(), id(request), name);
    return Response.ok(Map.of("conversation", renamed));
  }

  private Response delete(Request request) {
    conversations.delete(request.actor(), id(request));
    return Response.noContent();
  }

  private Response people(Request request) {
    var member = conversations.member(request.actor(), id(request));
    var people = participants.list(member.orElseThrow(Conversations::unknown));
    return Response.ok(Map.of("participants", people));
  }

  private record Add(List<UserId> userIds) {}

  private Response add(Request request) {
    var users = Set.copyOf(request.body(Add.class).userIds());
    var people = participants.add(request.actor(), id(request), users);
    return Response.ok(Map.of("participants", people));
  }

  private Response remove(Request request) {
    var user = new UserId(request.id("userId"));
    participants.remove(request.actor(), id(request), user);
    return Response.noContent();
  }

  private Response prefer(Request request) {
    var change = request.body(Preference.Change.class);
    var after = preferences.change(request.actor(), id(request), change::of);
    return Response.ok(Map.of("preferences", after));
  }

  private record Mark(long seq) {}

  private Response read(Request request) {
    long seq = request.body(Mark.class).seq();
    return Response.ok(Map.of("readSeq", watermarks.read(request.actor(), id(request), seq)));
  }

  private Response delivered(Request request) {
    long seq = request.body(Mark.class).seq();
    return Response.ok(
        Map.of("deliveredSeq", watermarks.delivered(request.actor(), id(request), seq)));
  }
}

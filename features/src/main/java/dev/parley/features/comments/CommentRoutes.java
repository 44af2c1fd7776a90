package dev.parley.features.comments;

import dev.parley.features.conversations.Conversations;
import dev.parley.features.tasks.TaskId;
import dev.parley.platform.http.Api;
import dev.parley.platform.http.Request;
import dev.parley.platform.http.Response;
import dev.parley.platform.http.Routes;
import java.util.Map;

/// Comments over HTTP.
public record CommentRoutes(Comments comments) implements Routes {

  @Override
  public void addTo(Api api) {
    api.on("getTaskConversation", this::get).change("enterTaskConversation", this::enter);
  }

  private static TaskId id(Request request) {
    return new TaskId(request.id("taskId"));
  }

  private Response get(Request request) {
    var found = comments.find(request.actor(), id(request));
    return Response.ok(Map.of("conversation", found.orElseThrow(Conversations::unknown)));
  }

  private Response enter(Request request) {
    return Response.ok(Map.of("conversation", comments.enter(request.actor(), id(request))));
  }
}

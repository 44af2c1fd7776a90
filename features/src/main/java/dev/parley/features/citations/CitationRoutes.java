package dev.parley.features.citations;

import dev.parley.features.messages.MessageId;
import dev.parley.features.tasks.TaskId;
import dev.parley.platform.http.Api;
import dev.parley.platform.http.Request;
import dev.parley.platform.http.Response;
import dev.parley.platform.http.Routes;
import dev.parley.protocol.Problem;
import java.util.Optional;
import java.util.UUID;

/// Citations over HTTP.
public record CitationRoutes(Citations citations) implements Routes {
  private static final int PAGE = 20;

  @Override
  public void addTo(Api api) {
    api.on("listTaskCitations", this::list);
  }

  private Response list(Request request) {
    var task = new TaskId(request.id("taskId"));
    int limit = request.limit(PAGE, Citations.PAGE_MAX);
    return Response.ok(citations.list(request.actor(), task, before(request), limit));
  }

  private static Optional<MessageId> before(Request request) {
    try {
      return request.query("before").map(UUID::fromString).map(MessageId::new);
    } catch (IllegalArgumentException _) {
      throw new Problem.Invalid("before", "Not an id").refused();
    }
  }
}

package dev.parley.features.tasks;

import dev.parley.features.boards.BoardId;
import dev.parley.features.conversations.ConversationId;
import dev.parley.features.conversations.Conversations;
import dev.parley.features.messages.MessageId;
import dev.parley.features.workspaces.WorkspaceId;
import dev.parley.features.workspaces.Workspaces;
import dev.parley.platform.http.Api;
import dev.parley.platform.http.Request;
import dev.parley.platform.http.Response;
import dev.parley.platform.http.Routes;
import dev.parley.platform.kernel.UserId;
import dev.parley.protocol.Problem;
import dev.parley.protocol.Refused;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/// Tasks over HTTP.
public record TaskRoutes(Workspaces workspaces, Conversations conversations, Tasks tasks)
    implements Routes {
  private static final int PAGE = 100;

  @Override
  public void addTo(Api api) {
    api.on("listTasks", this::list)
        .on("getTasks", this::among)
        .on("listConversationTasks", this::madeFrom)
        .make("createTask", this::create)
        .make("updateTasks", (request, _) -> updateMany(request))
        .on("getTask", this::get)
        .make("updateTask", (request, _) -> update(request))
        .make("deleteTask", (request, _) -> delete(request));
  }

  private static WorkspaceId workspace(Request request) {
    return new WorkspaceId(request.id("workspaceId"));
  }

  private static TaskId id(Request request) {
    return new TaskId(request.id("taskId"));
  }

  private Response list(Request request) {
    var member = workspaces.member(request.actor(), workspace(request));
    var query =
        new TaskQuery(
            id(request, "after", TaskId::new),
            id(request, "boardId", BoardId::new),
            id(request, "parentId", TaskId::new),
            request.query("status"),
            id(request, "assigneeId", UserId::new),
            request.query("label"),
            time(request, "dueFrom"),
            time(request, "dueBefore"),
            request.limit(PAGE, Tasks.PAGE_MAX));
    return Response.ok(tasks.list(member.orElseThrow(Workspaces::unknown), query));
  }

  private Response among(Request request) {
    var ids = request.queryList("ids").stream().map(TaskRoutes::named).toList();
    var after = id(request, "after", TaskId::new);
    return Response.ok(tasks.among(request.actor(), ids, after));
  }

  private static TaskId named(String text) {
    try {
      return TaskId.of(text);
    } catch (IllegalArgumentException _) {
      throw new Problem.Invalid("ids", "Not ids").refused();
    }
  }

  private Response madeFrom(Request request) {
    var conversation = new ConversationId(request.id("conversationId"));
    var member = conversations.member(request.actor(), conversation);
    return Response.ok(
        tasks.madeFrom(
            member.orElseThrow(Conversations::unknown),
            id(request, "messageId", MessageId::new),
            id(request, "after", TaskId::new),
            request.limit(PAGE, Tasks.PAGE_MAX)));
  }

  private static <T> Optional<T> id(Request request, String name, Function<UUID, T> type) {
    try {
      return request.query(name).map(UUID::fromString).map(type);
    } catch (IllegalArgumentException _) {
      throw new Problem.Invalid(name, "Not an id").refused();
    }
  }

  private static Optional<Instant> time(Request request, String name) {
    try {
      return request.query(name).map(Instant::parse);
    } catch (DateTimeParseException _) {
      throw new Problem.Invalid(name, "Not a time").refused();
    }
  }

  private Response create(Request request, UUID id) {
    var make = TaskWishes.make(request.body(JsonNode.class), workspace(request), new TaskId(id));
    var task = await(tasks.create(request.actor(), make));
    return Response.created(Map.of("task", task));
  }

  private Response get(Request request) {
    return Response.ok(tasks.find(request.actor(), id(request)));
  }

  private Response update(Request request) {
    var wish = TaskWishes.change(request.body(JsonNode.class), id(request));
    return Response.ok(Map.of("task", await(tasks.update(request.actor(), wish))));
  }

  private record Several(List<JsonNode> tasks) {}

  private Response updateMany(Request request) {
    var wishes = request.body(Several.class).tasks().stream().map(TaskWishes::change).toList();
    return Response.ok(Map.of("tasks", await(tasks.update(request.actor(), wishes))));
  }

  private Response delete(Request request) {
    var version = request.queryNumber("version", 1, Integer.MAX_VALUE);
    var read = version.map(v -> OptionalInt.of(v.intValue())).orElse(OptionalInt.empty());
    await(tasks.delete(request.actor(), id(request), read));
    return Response.noContent();
  }

  private static <T> T await(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof Refused refused) throw refused;
      throw e;
    }
  }
}

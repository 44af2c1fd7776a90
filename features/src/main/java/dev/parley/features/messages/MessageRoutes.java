package dev.parley.features.messages;

import dev.parley.features.conversations.ConversationId;
import dev.parley.features.conversations.Conversations;
import dev.parley.features.conversations.Member;
import dev.parley.platform.http.Api;
import dev.parley.platform.http.Request;
import dev.parley.platform.http.Response;
import dev.parley.platform.http.Routes;
import dev.parley.protocol.Problem;
import dev.parley.protocol.Refused;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Messages over HTTP.
public record MessageRoutes(Conversations conversations, Messages messages) implements Routes {
  private static final int PAGE = 50;

  @Override
  public void addTo(Api api) {
    api.on("listMessages", this::list)
        .on("getMessage", this::get)
        .make("sendMessage", this::send)
        .change("editMessage", this::edit)
        .change("deleteMessage", this::delete);
  }

  private static ConversationId conversation(Request request) {
    return new ConversationId(request.id("conversationId"));
  }

  private static MessageId id(Request request) {
    return new MessageId(request.id("messageId"));
  }

  private Member member(Request request) {
    return conversations
        .member(request.actor(), conversation(request))
        .orElseThrow(Conversations::unknown);
  }

  private Response get(Request request) {
    var message =
        messages
            .find(member(request), id(request))
            .orElseThrow(() -> new Problem.NotFound("message").refused());
    return Response.ok(Map.of("message", message));
  }

  private Response list(Request request) {
    var member = member(request);
    var before = seq(request, "before");
    var after = seq(request, "after");
    int limit = request.limit(PAGE, Messages.PAGE_MAX);
    return Response.ok(messages.history(member, before, after, limit));
  }

  private static OptionalLong seq(Request request, String name) {
    var given = request.queryNumber(name, 0, Long.MAX_VALUE);
    return given.isPresent() ? OptionalLong.of(given.get()) : OptionalLong.empty();
  }

  private record Send(
      @Nullable String clientId,
      String content,
      @Nullable String type,
      @Nullable MessageId replyToId,
      @Nullable List<JsonNode> attachments,
      @Nullable JsonNode metadata,
      @Nullable List<UUID> taskIds) {

    MessageDraft draft() {
      if (type != null && !type.equals(Message.TEXT)) {
        throw new Problem.Unprocessable("type", "Is text").refused();
      }
      if (attachments != null && !attachments.isEmpty()) {
        throw new Problem.Unprocessable("attachments", "There are no attachments").refused();
      }
      return new MessageDraft(
          Optional.ofNullable(clientId),
          content,
          Optional.ofNullable(replyToId),
          Optional.ofNullable(metadata).filter(given -> !given.isNull()),
          taskIds == null ? List.of() : taskIds);
    }
  }

  private Response send(Request request, UUID id) {
    var draft = request.body(Send.class).draft();
    var sending = messages.send(request.actor(), conversation(request), draft, new MessageId(id));
    var sent = await(sending);
    return Response.of(sent.duplicate() ? 200 : 201, Map.of("message", sent.message()));
  }

  private static Sent await(CompletionStage<Sent> stage) {
    try {
      return stage.toCompletableFuture().join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof Refused refused) throw refused;
      throw e;
    }
  }

  private record Edit(String content, @Nullable List<UUID> taskIds) {}

  private Response edit(Request request) {
    var given = request.body(Edit.class);
    var edit = new Messages.Edit(given.content(), Optional.ofNullable(given.taskIds()));
    var edited = messages.edit(request.actor(), conversation(request), id(request), edit);
    return Response.ok(Map.of("message", edited));
  }

  private Response delete(Request request) {
    var deleted = messages.delete(request.actor(), conversation(request), id(request));
    return Response.ok(Map.of("message", deleted));
  }
}

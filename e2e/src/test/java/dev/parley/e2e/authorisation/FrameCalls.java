package dev.parley.e2e.authorisation;

import dev.parley.e2e.Handshake;
import dev.parley.platform.kernel.Ids;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// How each command of frames.json is sent, aimed at what a row of the table names. Who is refused
/// at the handshake never comes to send one, and that refusal is the verdict.
final class FrameCalls {
  private static final Duration ANSWER_MAX = Duration.ofSeconds(15);

  private final Cast cast;
  private final RestCalls rest;

  FrameCalls(Cast cast, RestCalls rest) {
    this.cast = cast;
    this.rest = rest;
  }

  String verdict(Matrix.Row row, Principal caller, Scene scene) {
    if (!caller.isAlive()) return Handshake.verdict(cast.node(), cast.headers(caller));
    var socket = cast.socket(caller);
    try {
      return socket
          .send(row.name(), payload(row, caller, scene))
          .get(ANSWER_MAX.toSeconds(), TimeUnit.SECONDS)
          .verdict();
    } catch (ExecutionException _) {
      return "closed " + socket.awaitClose(ANSWER_MAX);
    } catch (InterruptedException | TimeoutException e) {
      throw new AssertionError(row + " as " + caller, e);
    }
  }

  private Map<String, Object> payload(Matrix.Row row, Principal caller, Scene scene) {
    return switch (row.name()) {
      case "subscribe", "unsubscribe", "presence.join", "presence.leave" ->
          Map.of("topic", rest.topic(row.target(), caller, scene));
      case "signal.send" -> signal(row, caller, scene);
      case "ping" -> Map.of();
      case "presence.update" -> Map.of("status", "online");
      case "token.refresh" -> Map.of("token", token(row.target(), caller));
      case "task.create" ->
          Map.of("workspaceId", scene.workplace().workspace(row.target()), "title", "New");
      case "task.update" ->
          Map.of("taskId", scene.workplace().task(row.target()), "version", 1, "title", "Changed");
      case "task.delete" -> Map.of("taskId", scene.workplace().task(row.target()));
      default -> inConversation(row, caller, scene);
    };
  }

  /// Who may subscribe does so first, since a subscription is what allows it.
  private Map<String, Object> signal(Matrix.Row row, Principal caller, Scene scene) {
    var topic = rest.topic(row.target(), caller, scene);
    cast.socket(caller).call("subscribe", Map.of("topic", topic));
    return Map.of("topic", topic, "name", "cursor", "data", Map.of("x", 1));
  }

  private String token(String target, Principal caller) {
    return switch (target) {
      case "token.other" -> cast.victim().token();
      case "token.foreign" ->
          cast.person(
                  caller == Principal.FOREIGN_ADMIN ? Principal.MEMBER : Principal.FOREIGN_ADMIN)
              .token();
      case "token.garbage" -> "garbage";
      case "token.expired" -> cast.person(Principal.EXPIRED).token();
      default -> cast.person(caller).token();
    };
  }

  private static Map<String, Object> inConversation(Matrix.Row row, Principal caller, Scene scene) {
    var payload = new HashMap<String, Object>();
    payload.put("conversationId", scene.conversation(row.target()));
    switch (row.name()) {
      case "message.send" -> {
        payload.put("clientId", Ids.next().toString());
        payload.put("content", "Hello");
        if (row.varies().equals("message")) {
          payload.put("replyToId", scene.message(row.target(), caller));
        }
        if (row.varies().equals("task")) {
          payload.put("taskIds", List.of(scene.workplace().task(row.target())));
        }
      }
      case "message.edit" -> {
        payload.put("messageId", scene.message(row.target(), caller));
        payload.put("content", "Edited");
      }
      case "message.delete" -> payload.put("messageId", scene.message(row.target(), caller));
      case "message.read", "message.delivered" -> payload.put("seq", 1);
      case "typing.start", "typing.stop" -> {}
      default -> throw new AssertionError("nobody knows how to send " + row.name());
    }
    return payload;
  }
}

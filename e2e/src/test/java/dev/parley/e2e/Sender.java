package dev.parley.e2e;

import dev.parley.e2e.World.Person;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/// Someone who sends and sends until told to stop, one message after the other, and remembers which
/// were acknowledged.
public final class Sender implements AutoCloseable {
  private static final long ANSWER_SECONDS_MAX = 15;

  private final String name;
  private final String conversation;
  private final Person person;
  private final List<String> acknowledged = new CopyOnWriteArrayList<>();
  private final Thread thread;
  private volatile boolean stopped;

  private Sender(String name, Person person, String conversation, Supplier<Boolean> turn) {
    this.name = name;
    this.person = person;
    this.conversation = conversation;
    this.thread = Thread.ofVirtual().name(name).unstarted(() -> run(turn));
  }

  private void run(Supplier<Boolean> turn) {
    while (!stopped && turn.get()) Thread.onSpinWait();
  }

  /// Sends by REST, to this node.
  public static Sender byRest(String name, Node node, Person person, String conversation) {
    var api = person.api().at(node);
    var sender = new Sender[1];
    sender[0] = new Sender(name, person, conversation, () -> sender[0].post(api));
    sender[0].thread.start();
    return sender[0];
  }

  /// Sends on this connection.
  public static Sender bySocket(String name, Socket socket, Person person, String conversation) {
    var sender = new Sender[1];
    sender[0] = new Sender(name, person, conversation, () -> sender[0].send(socket));
    sender[0].thread.start();
    return sender[0];
  }

  private Map<String, String> next() {
    var clientId = name + "-" + (acknowledged.size() + 1);
    return Map.of("clientId", clientId, "content", "This is " + clientId);
  }

  private boolean post(Api api) {
    var body = next();
    var answer = api.tryCall("POST", "/conversations/" + conversation + "/messages", body);
    if (answer.isEmpty() || answer.get().status() == 503) return false;
    answer.get().expect(201);
    acknowledged.add(body.get("clientId"));
    return true;
  }

  private boolean send(Socket socket) {
    var payload = new java.util.HashMap<>(next());
    payload.put("conversationId", conversation);
    try {
      var answer = socket.send("message.send", payload).get(ANSWER_SECONDS_MAX, TimeUnit.SECONDS);
      if (answer.verdict().equals("unavailable")) return false;
      answer.expectReply();
      acknowledged.add(payload.get("clientId"));
      return true;
    } catch (ExecutionException _) {
      return false;
    } catch (InterruptedException | TimeoutException e) {
      throw new AssertionError("never answered", e);
    }
  }

  Person person() {
    return person;
  }

  String conversation() {
    return conversation;
  }

  /// The client ids of what the server said it has.
  public List<String> acknowledged() {
    return List.copyOf(acknowledged);
  }

  /// Ends after the message that is under way.
  @Override
  public void close() {
    stopped = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}

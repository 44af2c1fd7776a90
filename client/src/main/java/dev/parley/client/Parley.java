package dev.parley.client;

import dev.parley.client.Frames.Frame;
import dev.parley.client.Message.Draft;
import dev.parley.client.enrolment.Enrolment;
import dev.parley.client.features.Features;
import dev.parley.client.store.Store;
import dev.parley.client.tasks.Boards;
import dev.parley.client.tasks.Tasks;
import dev.parley.client.viewing.Viewing;
import dev.parley.client.workspaces.Workspaces;
import dev.parley.protocol.Limits;
import dev.parley.protocol.Topic;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The door: one person, signed in on one device. Safe for any thread.
///
/// [#connect] connects and stays connected until [#close]: a lost connection is made again after a
/// wait that grows, and every subscription goes on from where it was. Futures complete on threads
/// that may block; what they fail with is a [ParleyException].
public final class Parley implements AutoCloseable {

  /// The truth about the connection.
  public enum State {
    /// Not asked to connect yet.
    IDLE,
    CONNECTING,
    CONNECTED,
    /// The session has ended: sign in again.
    SIGNED_OUT,
    /// The server wants no further attempt.
    REFUSED,
    CLOSED
  }

  /// Who signs in.
  public record SignIn(String tenant, String email, String password) {
    @Override
    public String toString() {
      return "SignIn[tenant=" + tenant + "]";
    }
  }

  /// One topic that is heard.
  public interface Subscription extends AutoCloseable {
    /// How far it was taken for the application; empty while that is not known.
    Optional<Position> position();

    /// Hears it no more.
    @Override
    void close();
  }

  /// What a client works with.
  record Parts(Transport transport, Loop loop, Backoff backoff, Store store) {}

  private final Rest rest;
  private final Loop loop;
  private final Tokens tokens;
  private final User me;
  private final Backoff backoff;
  private final Connection connection;
  private final Outbox outbox;
  private final Marks read;
  private final Marks delivered;
  private final Signals signals;
  private final Conversations conversations;
  private final Map<Topic, TopicStream> streams = new ConcurrentHashMap<>();
  private final List<Consumer<State>> stateListeners = new CopyOnWriteArrayList<>();
  private volatile State state = State.IDLE;
  private @Nullable Wire wire;

  Parley(Rest rest, Tokens tokens, User me, Parts parts) {
    this.rest = rest;
    this.tokens = tokens;
    this.me = me;
    this.loop = parts.loop;
    this.backoff = parts.backoff;
    this.connection = new Connection(loop, parts.transport, tokens, backoff, new Ear());
    this.outbox = new Outbox(loop, backoff, parts.store, me.id());
    this.read = new Marks("message.read", loop);
    this.delivered = new Marks("message.delivered", loop);
    this.signals = new Signals(loop);
    this.conversations = new Conversations(rest, tokens);
    loop.execute(outbox::restore);
  }

  /// Signs in with a password, and keeps nothing beyond this client. Blocks.
  ///
  /// @param server such as `https://chat.example.org`
  public static Parley signIn(URI server, SignIn who) {
    return signIn(Options.of(server), who);
  }

  /// Signs in with a password. Blocks.
  public static Parley signIn(Options options, SignIn who) {
    return options.signIn(who);
  }

  /// Accepts an invitation: sets the password and signs in. Blocks.
  public static Parley accept(Options options, String tenant, String invitation, String password) {
    return options.accept(tenant, invitation, password);
  }

  /// Takes up the session with this server that the store holds, with what was still to be sent;
  /// empty where there is none. Asks the server nothing yet: a session that has ended meanwhile
  /// says so as a state.
  public static Optional<Parley> resume(Options options) {
    return options.resume();
  }

  /// The same, if the session is this person's; empty where it is another's, which it leaves.
  public static Optional<Parley> resume(Options options, String tenant, String email) {
    return options.resume(tenant, email);
  }

  public User me() {
    return me;
  }

  public State state() {
    return state;
  }

  /// Told of every change, in order; must not block.
  public void onState(Consumer<State> listener) {
    stateListeners.add(listener);
  }

  /// An access token that is good now, for requests of one's own. May block.
  public String accessToken() {
    return tokens.token();
  }

  public Conversations conversations() {
    return conversations;
  }

  public People people() {
    return new People(rest, tokens);
  }

  public Workspaces workspaces() {
    return new Workspaces(rest.as(tokens));
  }

  public Boards boards() {
    return new Boards(rest.as(tokens));
  }

  public Tasks tasks() {
    return new Tasks(rest.as(tokens));
  }

  public Enrolment enrolment() {
    return new Enrolment(rest.as(tokens));
  }

  public Features features() {
    return new Features(rest.as(tokens));
  }

  /// Looks at a topic that this client is subscribed to, and keeps who else does.
  ///
  /// @param changed hears of changes; may block
  public Viewing view(Topic topic, Runnable changed) {
    return signals.look(topic, changed);
  }

  /// Connects, and stays connected.
  public void connect() {
    loop.execute(connection::start);
  }

  /// Hears a topic from now on. The first event is a [Event.Reload] with the position.
  public Subscription subscribe(Topic topic, Consumer<Event> listener) {
    return subscribe(topic, Optional.empty(), listener);
  }

  /// Hears a topic from a position on, such as a snapshot's: every event after it once and in
  /// order. The listener may block; it is called by one thread at a time.
  public Subscription subscribe(Topic topic, Position from, Consumer<Event> listener) {
    return subscribe(topic, Optional.of(from), listener);
  }

  private Subscription subscribe(Topic topic, Optional<Position> from, Consumer<Event> listener) {
    if (streams.size() >= Limits.TOPICS_MAX) throw new IllegalStateException("Too many topics");
    var delivery =
        new Delivery(loop::background, listener, () -> loop.execute(() -> drained(topic)));
    var stream = new TopicStream(topic, from, loop, backoff, delivery);
    var now = streams.compute(topic, (ignored, old) -> old == null || old.ended() ? stream : old);
    if (now != stream) throw new IllegalStateException("Already subscribed to " + topic);
    loop.execute(() -> {
      if (wire != null) stream.opened(wire);
    });
    return stream.handle(() -> loop.execute(() -> unsubscribe(topic, stream)));
  }

  private void drained(Topic topic) {
    var stream = streams.get(topic);
    if (stream != null) stream.drained();
  }

  /// Sends a message, now or once there is a connection; completes when it is committed. Sending a
  /// draft again has no further effect.
  public CompletableFuture<Message> send(Draft draft) {
    return outward(sent -> outbox.send(draft, sent));
  }

  public CompletableFuture<Message> edit(UUID conversation, UUID message, String content) {
    var payload = Map.of("conversationId", conversation, "messageId", message, "content", content);
    return command("message.edit", payload).thenApply(Frames::message);
  }

  /// Completes with the tombstone.
  public CompletableFuture<Message> delete(UUID conversation, UUID message) {
    var payload = Map.of("conversationId", conversation, "messageId", message);
    return command("message.delete", payload).thenApply(Frames::message);
  }

  /// Everything up to this seq was seen. Calls are gathered; the highest wins.
  public void markRead(UUID conversation, long seq) {
    loop.execute(() -> read.mark(conversation, seq));
  }

  /// Everything up to this seq has arrived on this device. Calls are gathered; the highest wins.
  public void markDelivered(UUID conversation, long seq) {
    loop.execute(() -> delivered.mark(conversation, seq));
  }

  /// Call on every key press; it is said every few seconds at most.
  public void typing(UUID conversation, boolean typing) {
    loop.execute(() -> signals.typing(conversation, typing));
  }

  /// Says something for the moment to all who hear a topic that this client is subscribed to, such
  /// as where a cursor is. Dropped while there is no connection; see `signal.send` for its limits.
  ///
  /// @param data anything that Jackson writes as JSON
  public void signal(Topic topic, String name, Object data) {
    loop.execute(() -> signals.signal(topic, name, data));
  }

  /// Whether the person is at this device: `online` or `away`.
  public void presence(String status) {
    loop.execute(() -> signals.presence(status));
  }

  /// The newest messages, ascending. Blocks.
  public Message.Page history(UUID conversation, int limit) {
    return conversations.history(conversation, Map.of(), limit);
  }

  /// The messages just before a seq, ascending. Blocks.
  public Message.Page historyBefore(UUID conversation, long seq, int limit) {
    return conversations.history(conversation, Map.of("before", seq), limit);
  }

  /// The messages just after a seq, ascending. Blocks.
  public Message.Page historyAfter(UUID conversation, long seq, int limit) {
    return conversations.history(conversation, Map.of("after", seq), limit);
  }

  /// Disconnects. The session stays good. What waits to be sent fails here, and stays in the store
  /// for the client that resumes.
  @Override
  public void close() {
    loop.execute(() -> {
      if (state != State.CLOSED) connection.stop(State.CLOSED);
      for (var stream : streams.values()) stream.close();
      streams.clear();
      loop.stop();
    });
  }

  /// Ends the session, here and on the server, and forgets what was still to be sent: it fails
  /// here, and the store has nothing of it once this returns. Blocks.
  public void signOut() {
    try {
      rest.askAs(tokens, new Rest.Ask("POST", "/auth/logout", null));
    } finally {
      tokens.forget();
      outbox.forget();
      close();
    }
  }

  private CompletableFuture<JsonNode> command(String type, Map<String, ?> payload) {
    return outward(answer -> {
      if (wire == null) {
        answer.completeExceptionally(ParleyException.unreachable("There is no connection"));
      } else {
        wire.request(Wire.Lane.URGENT, type, payload)
            .whenComplete((reply, failure) -> settle(answer, reply, failure));
      }
    });
  }

  /// A future for the application: begun on the loop, completed off it.
  private <T> CompletableFuture<T> outward(Consumer<CompletableFuture<T>> begin) {
    var outer = new CompletableFuture<T>();
    var inner = new CompletableFuture<T>();
    inner.whenComplete((value, failure) -> loop.background(() -> settle(outer, value, failure)));
    if (!loop.execute(() -> begin.accept(inner))) {
      outer.completeExceptionally(ParleyException.closed());
    }
    return outer;
  }

  private static <T> void settle(
      CompletableFuture<T> future, @Nullable T value, @Nullable Throwable failure) {
    if (value != null) future.complete(value);
    else if (failure != null) future.completeExceptionally(failure);
  }

  private void unsubscribe(Topic topic, TopicStream stream) {
    if (!streams.remove(topic, stream)) return;
    boolean told = !stream.ended();
    stream.close();
    if (wire != null && told) {
      wire.request(Wire.Lane.PATIENT, "unsubscribe", Map.of("topic", topic.toString()));
    }
  }

  /// What the connection tells, on the loop.
  private final class Ear implements Connection.Owner {
    @Override
    public void opened(Wire opened) {
      wire = opened;
      signals.opened(opened);
      outbox.opened(opened);
      read.opened(opened);
      delivered.opened(opened);
      for (var stream : streams.values()) stream.opened(opened);
    }

    @Override
    public void lost() {
      wire = null;
      signals.lost();
      outbox.lost();
      read.lost();
      delivered.lost();
      for (var stream : streams.values()) stream.lost();
    }

    @Override
    public void frame(Frame frame) {
      switch (frame) {
        case Frames.Happened(var event) -> {
          var stream = streams.get(event.topic());
          if (stream != null) stream.heard(event);
          signals.heard(event);
        }
        case Frames.SubscriptionEnded(var topic, var code) -> {
          var stream = streams.remove(topic);
          if (stream != null) stream.ended(code);
        }
        default -> {}
      }
    }

    @Override
    public void changed(State next) {
      if (next == state) return;
      state = next;
      switch (next) {
        case SIGNED_OUT, REFUSED -> outbox.fail(ParleyException.signedOut());
        case CLOSED -> outbox.fail(ParleyException.closed());
        case IDLE, CONNECTING, CONNECTED -> {}
      }
      for (var listener : stateListeners) listener.accept(next);
    }
  }
}

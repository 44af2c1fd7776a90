package dev.parley.gateway.simulation;

import dev.parley.gateway.fanout.Outbound;
import dev.parley.gateway.simulation.time.Chance;
import dev.parley.gateway.simulation.time.Violation;
import dev.parley.platform.kernel.Actor;
import dev.parley.platform.kernel.Json;
import dev.parley.platform.kernel.Role;
import dev.parley.platform.kernel.SessionId;
import dev.parley.platform.kernel.UserId;
import dev.parley.protocol.CloseCode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A client of the gateway, as the SDKs are: connects to any node, follows topics, comes back when
/// it is cut off and resumes where it was.
final class Person implements VirtualWire.End {
  private static final long TEND_MIN = 20 * Chance.MILLI;
  private static final long TEND_MAX = 400 * Chance.MILLI;
  private static final long CALM_TEND_MIN = 700 * Chance.MILLI;
  private static final long CALM_TEND_MAX = 2 * Chance.SECOND;
  private static final int ANSWER_BYTES_MAX = 1 << 10;

  final List<Following> followings = new ArrayList<>();
  private final World world;
  private final String name;
  private final boolean deflates;
  private Actor actor;
  private @Nullable VirtualWire wire;
  private final Map<String, Consumer<Answer>> commands = new HashMap<>();
  private int commandCount;
  private boolean greeted;
  private boolean revoked;
  private boolean home;

  Person(World world, String name) {
    this.world = world;
    this.name = name;
    deflates = world.chance.oneIn(4);
    actor = session(new UserId(world.chance.uuid()));
    tendSoon();
  }

  private Actor session(UserId user) {
    return new Actor(world.ledger.tenant, user, new SessionId(world.chance.uuid()), Role.MEMBER);
  }

  Actor actor() {
    return actor;
  }

  UserId user() {
    return actor.user();
  }

  Chance chance() {
    return world.chance;
  }

  /// Whether to try a topic that is not open to them.
  boolean isCurious() {
    return !world.calm && world.chance.oneIn(20);
  }

  Ledger ledger() {
    return world.ledger;
  }

  @Nullable VirtualWire wire() {
    return wire;
  }

  void note(Object... words) {
    var all = new Object[words.length + 1];
    all[0] = name;
    System.arraycopy(words, 0, all, 1, words.length);
    world.note(all);
  }

  @Override
  public String toString() {
    return name;
  }

  private void demand(boolean holds, Object... words) {
    if (!holds) throw wrong(words);
  }

  private Violation wrong(Object... words) {
    return new Violation(name + ":", Violation.sentence(words));
  }

  // What the person does.

  private void tendSoon() {
    if (home) return;
    long least = world.calm ? CALM_TEND_MIN : TEND_MIN;
    long most = world.calm ? CALM_TEND_MAX : TEND_MAX;
    world.timeline.after(world.chance.nanos(least, most), this::tend);
  }

  private void tend() {
    if (wire == null) connect();
    else if (greeted) followings.forEach(Following::tend);
    tendSoon();
  }

  private void connect() {
    var nodes = world.alive();
    if (home || nodes.isEmpty()) return;
    var node = world.chance.pick(nodes);
    note("connects to", node.name);
    greeted = false;
    var made = node.connect(actor, this);
    made.reading.deflates = deflates;
    wire = made;
  }

  /// Sends a command, and hears of its answer unless the connection ends before.
  void command(String type, String payload, Consumer<Answer> onAnswer) {
    var id = Integer.toString(++commandCount);
    commands.put(id, onAnswer);
    note(id, type, payload);
    say("{\"id\":\"" + id + "\",\"type\":\"" + type + "\",\"payload\":" + payload + "}");
  }

  private void say(String text) {
    if (wire != null) wire.say(text.getBytes(StandardCharsets.US_ASCII));
  }

  /// Says something for the moment, and may be told that it does not follow the topic.
  void signal(Following following) {
    if (!greeted || !following.hears()) return;
    var data = Long.toString(Math.abs(world.chance.any()));
    world.ledger.said(data);
    var topic = following.topic.key.topic();
    command(
        "signal.send",
        "{\"topic\":\"" + topic + "\",\"name\":\"at\",\"data\":\"" + data + "\"}",
        answer -> {
          var error = answer.error();
          demand(error == null || error.equals("not_found"), "A signal is refused:", answer);
        });
  }

  void revoke() {
    revoked = true;
    for (var node : world.alive()) node.gateway.closeSession(actor.session());
  }

  /// Leaves for good.
  void goHome() {
    home = true;
    if (wire != null) wire.clientCloses(0);
  }

  // What the person is told.

  @Override
  public void told(Told message) {
    var text = message.toString();
    if (text.startsWith("{\"type\":\"ready\"")) {
      demand(!greeted, "Greeted twice");
      greeted = true;
      return;
    }
    demand(greeted, "Told something before the greeting:", text);
    if (text.startsWith("{\"id\":")) answered(Answer.of(message));
    else if (text.startsWith("{\"type\":\"note\"")) event(text, message.text());
    else if (text.startsWith("{\"type\":\"wink\"")) following(text).passing(text);
    else if (text.startsWith("{\"type\":\"signal\"")) following(text).passing(data(text));
    else if (text.startsWith("{\"type\":\"subscription.ended\"")) following(text).ended();
    else if (text.startsWith("{\"type\":\"session.drain\"")) leaveLater(text);
    else demand(false, "Told something unknown:", text);
  }

  private Following following(String text) {
    int start = text.indexOf("\"topic\":\"") + "\"topic\":\"".length();
    var topic = text.substring(start, text.indexOf('"', start));
    for (var following : followings) {
      if (following.topic.key.topic().toString().equals(topic)) return following;
    }
    throw new Violation(name + ": Told of a topic that is not theirs: " + text);
  }

  private static String data(String signal) {
    int start = signal.indexOf("\"data\":\"") + "\"data\":\"".length();
    return signal.substring(start, signal.indexOf('"', start));
  }

  private void event(String text, byte[] bytes) {
    if (!text.contains("\"offset\":")) throw new Violation(name + ": Never committed: " + text);
    int start = text.indexOf("\"offset\":") + "\"offset\":".length();
    long offset = Long.parseLong(text, start, text.indexOf(',', start), 10);
    following(text).event(offset, bytes);
  }

  private void answered(Answer answer) {
    var onAnswer = commands.remove(answer.id());
    if (onAnswer == null) throw wrong("An answer to what nobody asked, or a second one:", answer);
    onAnswer.accept(answer);
  }

  private void leaveLater(String text) {
    var leaving = wire;
    long moment = Json.tree(text).path("payload").path("reconnectAfterMs").asLong();
    note("is told to leave in", moment, "ms");
    world.timeline.after(
        moment * Chance.MILLI,
        () -> {
          if (leaving != null && leaving == wire) leaving.clientCloses(0);
        });
  }

  @Override
  public void cut(long pendingBytes) {
    note("is cut");
    if (followings.stream().anyMatch(Following::waits)) return;
    long durable = 0;
    for (var following : followings) durable += following.bytesAfter(written(following));
    demand(
        durable + pendingBytes + ANSWER_BYTES_MAX > Outbound.BYTES_MAX,
        "Cut, though only",
        durable + pendingBytes,
        "bytes wait that must not be dropped");
  }

  /// The last event of a topic that is on its way to this person.
  private long written(Following following) {
    if (wire == null) return 0;
    var topic = "{\"type\":\"note\",\"topic\":\"" + following.topic.key.topic() + "\"";
    long last = 0;
    for (var told : wire.onTheWay()) {
      var text = told.toString();
      if (!text.startsWith(topic)) continue;
      int start = text.indexOf("\"offset\":") + "\"offset\":".length();
      last = Long.parseLong(text, start, text.indexOf(',', start), 10);
    }
    return last;
  }

  @Override
  public void closed(int code) {
    note("is disconnected,", code);
    demand(code == 0 || expected(code), "Closed with", code);
    if (code == CloseCode.UNAUTHENTICATED.code()) {
      revoked = false;
      actor = session(user());
    }
    wire = null;
    commands.clear();
    followings.forEach(Following::disconnected);
  }

  private boolean expected(int code) {
    if (code == CloseCode.GOING_AWAY.code() || code == CloseCode.SLOW_READER.code()) return true;
    if (code == CloseCode.UNAUTHENTICATED.code()) return revoked;
    if (code == CloseCode.SERVER_FAULT.code()) return world.ledger.hasForgotten();
    return code == CloseCode.HEARTBEAT_MISSED.code() && wire != null && wire.reading.everStopped;
  }
}

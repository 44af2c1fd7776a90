package dev.parley.gateway;

import dev.parley.gateway.Commands.Command;
import dev.parley.gateway.clockwork.OnLoop;
import dev.parley.gateway.fanout.Subscription;
import dev.parley.gateway.fanout.Subscription.Answered;
import dev.parley.gateway.fanout.Topics;
import dev.parley.gateway.fanout.WireFrame;
import dev.parley.platform.events.Position;
import dev.parley.platform.events.TopicKey;
import dev.parley.platform.kernel.Json;
import dev.parley.protocol.Problem;
import dev.parley.protocol.Refused;
import dev.parley.protocol.ServerFrames;
import dev.parley.protocol.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// Subscribe and resume. The order is the proof that nothing slips between: collect the topic's
/// events, ask whether the client may hear them, read what it missed, answer, hand over what was
/// collected beyond the answer, follow. Runs on the session's virtual thread and visits the loop
/// for what belongs to it.
final class Subscribing {
  /// Collections that ran over, until the client is told to come again.
  static final int ATTEMPTS_MAX = 4;

  static final Duration ROOM_WAIT_MAX = Duration.ofSeconds(20);

  private final Engine engine;
  private final ReadBack readBack;
  private final OnLoop onLoop;

  Subscribing(Engine engine) {
    this.engine = engine;
    this.readBack = new ReadBack(engine.log());
    this.onLoop = new OnLoop(engine.clockwork());
  }

  private record Request(@Nullable String topic, @Nullable String epoch, @Nullable Long offset) {

    Topic parsedTopic() {
      return Topic.parse(topic == null ? "" : topic)
          .orElseThrow(() -> new Problem.Invalid("topic", "Not a topic").refused());
    }

    Optional<Position> from() {
      if (epoch == null && offset == null) return Optional.empty();
      if (epoch == null) throw new Problem.Invalid("epoch", "Missing beside offset").refused();
      if (offset == null) throw new Problem.Invalid("offset", "Missing beside epoch").refused();
      if (offset < 0) throw new Problem.Invalid("offset", "Below 0").refused();
      return Optional.of(new Position(epoch, offset));
    }
  }

  void unsubscribe(Command command) {
    var topic = Json.read(command.payload(), Request.class).parsedTopic();
    var session = command.session();
    onLoop.call(
        session.shard(),
        () -> {
          session.subscriptions().cancel(topic);
          session.answerHere(session.reply(command, "{}"));
          return true;
        });
  }

  void subscribe(Command command) {
    long began = engine.clockwork().nanoTime();
    var request = Json.read(command.payload(), Request.class);
    var from = request.from();
    var key = new TopicKey(command.session().actor().tenant(), request.parsedTopic());
    var asked = new Asked(command, key, from);
    awaitRoom(onLoop.call(asked.session().shard(), asked::makeRoom));
    if (asked.isAnothers() || (!engine.topics().follows(key) && isOnlooker(asked))) {
      visit(asked);
    } else {
      hear(asked);
    }
    engine.meters().subscribe().record(Duration.ofNanos(engine.clockwork().nanoTime() - began));
  }

  /// One subscribe command.
  private record Asked(Command command, TopicKey key, Optional<Position> from) {
    Session session() {
      return command.session();
    }

    /// Whether it is another person's topic, where everyone is an onlooker.
    boolean isAnothers() {
      return key.topic().kind() == Topic.Kind.USER && !key.equals(own());
    }

    /// Whether the right to hear the topic stands elsewhere, as with a task that one may see as
    /// somebody of its workspace: no event of its own topic ends it.
    boolean isBorrowed() {
      return switch (key.topic().kind()) {
        case TASK, DOCUMENT -> true;
        case CONVERSATION, WORKSPACE, USER, TENANT -> false;
      };
    }

    /// The topic of the person who asks.
    TopicKey own() {
      return new TopicKey(key.tenant(), Topic.user(session().user().value()));
    }

    /// On the loop: room among the subscriptions at once, among what is being sent when it comes.
    CompletableFuture<Void> makeRoom() {
      session().subscriptions().makeRoom(key.topic());
      return session().outbound().roomy();
    }
  }

  private TopicAccess.Grant grant(Asked asked) {
    var grant = engine.grant(asked.session().actor(), asked.key.topic());
    if (grant == TopicAccess.Grant.NONE) throw unknown(asked);
    return grant;
  }

  private boolean isOnlooker(Asked asked) {
    return grant(asked) == TopicAccess.Grant.EPHEMERAL;
  }

  private static Refused unknown(Asked asked) {
    return new Problem.NotFound(asked.key.topic().kind().label()).refused();
  }

  /// An onlooker too is registered before it is asked about, so that no parting slips between.
  private void visit(Asked asked) {
    var session = asked.session();
    try (var hold = engine.topics().hold(asked.key);
        var own = engine.topics().hold(asked.own())) {
      hold.ready(false);
      own.ready(false);
      var onlooker = onLoop.call(session.shard(), () -> receive(session, hold, own));
      if (onlooker.isEmpty()) return;
      try {
        grant(asked);
        if (!onLoop.call(session.shard(), () -> letIn(asked, onlooker.get()))) throw unknown(asked);
      } catch (RuntimeException e) {
        onLoop.call(session.shard(), () -> letGo(session, onlooker.get()));
        throw e;
      }
    }
  }

  private static Optional<Subscription> receive(
      Session session, Topics.Hold hold, Topics.Hold own) {
    if (session.isGone()) return Optional.empty();
    var onlooker = hold.receive(session.shard(), session, own);
    session.subscriptions().add(onlooker);
    return Optional.of(onlooker);
  }

  private boolean letIn(Asked asked, Subscription onlooker) {
    if (!onlooker.letIn()) return false;
    var at = ServerFrames.Subscribed.ephemeral(asked.key.topic());
    asked.session().answerHere(answer(asked, at, List.of()));
    return true;
  }

  private void hear(Asked asked) {
    if (!asked.isBorrowed()) {
      hear(asked, Optional.empty());
      return;
    }
    try (var own = engine.topics().hold(asked.own())) {
      own.ready(false);
      hear(asked, Optional.of(own));
    }
  }

  private void hear(Asked asked, Optional<Topics.Hold> own) {
    var session = asked.session();
    try (var hold = engine.topics().hold(asked.key)) {
      hold.ready(true);
      var subscription = onLoop.call(session.shard(), () -> collect(session, hold, own));
      if (subscription.isEmpty()) return;
      try {
        hear(asked, subscription.get());
      } catch (RuntimeException e) {
        session.shard().execute(() -> letGo(session, subscription.get()));
        throw e;
      }
    }
  }

  private static Optional<Subscription> collect(
      Session session, Topics.Hold hold, Optional<Topics.Hold> own) {
    if (session.isGone()) return Optional.empty();
    var subscription = hold.collect(session.shard(), session);
    own.ifPresent(basis -> basis.support(session.shard(), subscription));
    session.subscriptions().add(subscription);
    return Optional.of(subscription);
  }

  private static boolean letGo(Session session, Subscription subscription) {
    subscription.cancel();
    session.subscriptions().forget(subscription);
    return true;
  }

  private void hear(Asked asked, Subscription subscription) {
    for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
      var since = subscription.since();
      if (isOnlooker(asked)) {
        onLoop.call(asked.session().shard(), () -> letGo(asked.session(), subscription));
        visit(asked);
        return;
      }
      var read = readBack.read(asked.key, asked.from, since, asked.session().user());
      if (read.endedMeanwhile()) grant(asked);
      if (answered(asked, subscription, read) != Answered.AGAIN) return;
    }
    throw new Problem.Unavailable("The topic is too busy to catch up with").refused();
  }

  private Answered answered(Asked asked, Subscription subscription, ReadBack.Missed read) {
    var session = asked.session();
    var at = read.at();
    var frame =
        answer(
            asked,
            new ServerFrames.Subscribed(
                asked.key.topic(),
                Optional.of(at.epoch()),
                at.offset(),
                read.recovered(),
                read.more()),
            read.frames());
    return onLoop.call(
        session.shard(),
        () -> {
          if (read.more()) {
            letGo(session, subscription);
            session.answerHere(frame);
            return Answered.OVER;
          }
          var answered = subscription.answer(at, WireFrame.lasting(frame));
          if (answered == Answered.REFUSED) throw unknown(asked);
          if (answered == Answered.AGAIN) return answered;
          session.settled();
          if (asked.from.isPresent()) engine.meters().resumed(read.recovered());
          return answered;
        });
  }

  private byte[] answer(Asked asked, ServerFrames.Subscribed at, List<byte[]> events) {
    engine.commands().count(asked.command);
    return ServerFrames.subscribed(asked.command.id(), at, events);
  }

  private void awaitRoom(CompletableFuture<Void> room) {
    try {
      onLoop.await(room, ROOM_WAIT_MAX);
    } catch (Refused e) {
      throw new Problem.Unavailable("Read what was sent before asking for more").refused();
    }
  }
}

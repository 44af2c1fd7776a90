package dev.parley.gateway.fanout;

import dev.parley.platform.events.Ending;
import dev.parley.platform.events.Position;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One loop's subscribers of one topic. Belongs to the loop.
final class LocalTopic {
  private static final Ending NOBODY = new Ending.Nobody();

  private final NodeTopic node;
  private final Shard shard;
  private final FanoutMeters meters;
  private final Members live = new Members();
  private final Members ephemeral = new Members();
  private final Members joining = new Members();

  /// Who hears nothing: onlookers that are being asked about, and what onlookers of others stand
  /// on.
  private final Members silent = new Members();

  /// The last durable event that this loop was handed.
  private long delivered;

  private @Nullable Batch batch;
  private @Nullable Batch ephemeralBatch;

  LocalTopic(NodeTopic node, Shard shard, FanoutMeters meters) {
    this.node = node;
    this.shard = shard;
    this.meters = meters;
  }

  NodeTopic node() {
    return node;
  }

  Shard shard() {
    return shard;
  }

  long delivered() {
    return delivered;
  }

  void deliveredUntil(long offset) {
    delivered = offset;
  }

  Subscription collect(Subscriber subscriber, Position since) {
    var subscription = new Subscription(subscriber, this, since);
    joining.add(subscription);
    return subscription;
  }

  Subscription receive(Subscriber subscriber) {
    var onlooker = Subscription.calling(subscriber, this);
    silent.add(onlooker);
    return onlooker;
  }

  Subscription support(Subscription onlooker) {
    var basis = Subscription.basis(onlooker, this);
    silent.add(basis);
    return basis;
  }

  void letIn(Subscription onlooker) {
    distribute();
    silent.remove(onlooker);
    ephemeral.add(onlooker);
    onlooker.becomeEphemeral();
  }

  /// Something may have ended the right of onlookers, and of those whose right stands elsewhere.
  void doubt(Doubts doubts) {
    ephemeral.each(doubts::about);
    live.each(each -> doubtBorrowed(each, doubts));
    joining.each(each -> doubtBorrowed(each, doubts));
    silent.each(each -> doubts.about(each.onlooker()));
  }

  private static void doubtBorrowed(Subscription subscription, Doubts doubts) {
    if (subscription.isBorrowed()) doubts.about(subscription);
  }

  void deliver(WireFrame frame, long offset, Ending ends) {
    delivered = offset;
    hand(frame, offset, ends);
    meters.written(frame);
    if (ends instanceof Ending.Nobody) return;
    distribute();
    live.each(subscription -> endIfConcerned(subscription, ends));
    ephemeral.each(subscription -> endIfConcerned(subscription, ends));
  }

  private static void endIfConcerned(Subscription subscription, Ending ends) {
    if (subscription.concerns(ends)) subscription.end();
  }

  void deliverEphemeral(WireFrame frame) {
    hand(frame, 0, NOBODY);
    if (ephemeral.size == 0) return;
    ephemeralBatch = added(ephemeralBatch, frame);
    if (ephemeralBatch.full()) distribute();
  }

  private void hand(WireFrame frame, long offset, Ending ends) {
    if (live.size > 0) {
      batch = added(batch, frame);
      if (batch.full()) distribute();
    }
    joining.each(subscription -> {
      subscription.hear(frame, offset, ends);
      caughtUp(subscription);
    });
  }

  private Batch added(@Nullable Batch open, WireFrame frame) {
    if (batch == null && ephemeralBatch == null) shard.touch(this);
    var target = open == null ? new Batch() : open;
    target.add(frame);
    return target;
  }

  /// Hands what has come in this turn to those who are subscribed now. Called at the end of the
  /// turn, and before anyone joins.
  void distribute() {
    var frames = batch;
    batch = null;
    if (frames != null) hand(frames, live);
    frames = ephemeralBatch;
    ephemeralBatch = null;
    if (frames != null) hand(frames, ephemeral);
  }

  private void hand(Batch frames, Members members) {
    meters.sent((long) frames.frames().size() * members.size);
    for (int i = members.size - 1; i >= 0; i--) members.at(i).outbound().batch(frames);
  }

  /// From here on the subscription gets what all get.
  void caughtUp(Subscription subscription) {
    if (!subscription.followsOn(delivered)) return;
    distribute();
    joining.remove(subscription);
    live.add(subscription);
    subscription.becomeLive();
  }

  void remove(Subscription subscription) {
    if (subscription.isLive()) live.remove(subscription);
    else if (subscription.isEphemeral()) ephemeral.remove(subscription);
    else if (subscription.isSilent()) silent.remove(subscription);
    else joining.remove(subscription);
    subscription.markOver();
    node.left(this, live.size + ephemeral.size + joining.size + silent.size == 0);
  }

  /// The topic's history is gone: nobody can go on from where they are.
  void lose() {
    distribute();
    List<Subscription> all = new ArrayList<>();
    live.each(all::add);
    joining.each(all::add);
    for (var subscription : all) subscription.lose();
  }
}

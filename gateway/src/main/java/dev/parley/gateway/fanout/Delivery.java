package dev.parley.gateway.fanout;

import dev.parley.platform.events.Ending;

/// An event on its way to one loop.
final class Delivery extends Errand {
  private final LocalTopic local;
  private final WireFrame frame;
  private final long offset;
  private final Ending ends;

  Delivery(LocalTopic local, WireFrame frame, long offset, Ending ends) {
    this.local = local;
    this.frame = frame;
    this.offset = offset;
    this.ends = ends;
  }

  @Override
  void run() {
    if (offset > 0) local.deliver(frame, offset, ends);
    else local.deliverEphemeral(frame);
  }
}

package dev.parley.gateway.simulation;

import dev.parley.gateway.Session;
import dev.parley.gateway.fanout.Wire;
import dev.parley.gateway.simulation.time.Chance;
import dev.parley.gateway.simulation.time.Timeline;
import dev.parley.gateway.simulation.time.Violation;
import dev.parley.gateway.simulation.time.VirtualLoop;
import dev.parley.protocol.CloseCode;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One connection, both ends of it: the server's, with the manners of the one on Netty, and the
/// client's, which may read slowly, stop or break. Bytes are a stream with four marks: what was
/// written, flushed, taken by the network, and read.
final class VirtualWire implements Wire {
  static final long HIGH_BYTES = 64 * 1024;
  static final long LOW_BYTES = 32 * 1024;
  private static final long GOODBYE_MAX = 3 * Chance.SECOND;

  /// The client's end. Called in virtual time, never by the server's code.
  interface End {
    void told(Told message);

    /// The server gives up on a reader that is too slow; called by the server's code.
    void cut(long pendingBytes);

    /// The connection is no more.
    ///
    /// @param code of the server's goodbye; 0 without one
    void closed(int code);
  }

  /// @param end where it ends in the stream
  /// @param code of a goodbye; 0 for what is none
  private record Sent(long end, @Nullable Told told, int code) {}

  private final Timeline timeline;
  private final Chance chance;
  private final VirtualLoop loop;
  private final Buffers buffers;
  private final Flaw flaw;
  private final End client;
  final Reading reading = new Reading();
  private final ArrayDeque<Sent> stream = new ArrayDeque<>();
  private @Nullable Session session;
  private long written;
  private long flushed;
  private long taken;
  private long read;
  private boolean writable = true;
  private boolean closing;
  private boolean serverOpen = true;
  private boolean clientOpen = true;
  private boolean over;
  private long lastSent;
  private int closeCode;

  VirtualWire(World world, VirtualLoop loop, Buffers buffers, End client) {
    this.timeline = world.timeline;
    this.chance = world.chance;
    this.flaw = world.flaw;
    this.buffers = buffers;
    this.loop = loop;
    this.client = client;
  }

  /// How the client reads.
  static final class Reading {
    boolean stopped;
    boolean everStopped;
    boolean deflates;
    int bytesAtOnce = Integer.MAX_VALUE;
    long pauseMax = Chance.MILLI;
    long networkBytes = 128 * 1024;
    private boolean due;
  }

  void opened(Session made) {
    session = made;
  }

  int closeCode() {
    return closeCode;
  }

  boolean serverOpen() {
    return serverOpen;
  }

  /// Whether the server has let go of it.
  boolean over() {
    return over;
  }

  // The server's end.

  private void onLoop() {
    Violation.unless(timeline.loop == loop, "A connection is touched off its loop");
  }

  @Override
  public boolean writable() {
    return serverOpen && writable;
  }

  @Override
  public boolean deflates() {
    return reading.deflates;
  }

  @Override
  public ByteBuf allocate(int bytes) {
    return buffers.track(Unpooled.buffer(bytes));
  }

  @Override
  public void write(ByteBuf bytes) {
    onLoop();
    buffers.track(bytes);
    if (!closing) take(bytes);
    bytes.release();
  }

  private void take(ByteBuf bytes) {
    long start = written;
    int length = bytes.readableBytes();
    var all = Told.all(bytes);
    if (flaw.shows(Flaw.WIRE_LOSES, chance)) all.removeLast();
    for (int i = 0; i < all.size(); i++) {
      long end = i == all.size() - 1 ? start + length : start + (long) length * i / all.size();
      stream.add(new Sent(end, all.get(i), 0));
    }
    written += length;
    if (pendingBytes() > HIGH_BYTES) writable = false;
  }

  @Override
  public void flush() {
    onLoop();
    flushed = written;
    push();
  }

  @Override
  public void send(ByteBuf shared) {
    onLoop();
    buffers.track(shared);
    Violation.unless(flushed == written || closing, "Sent past what waits for a flush");
    if (closing) return;
    take(shared);
    flush();
  }

  @Override
  public long pendingBytes() {
    return serverOpen ? written - taken : 0;
  }

  /// The network takes what it has room for.
  private void push() {
    if (!serverOpen) return;
    long room = reading.networkBytes - (taken - read);
    long now = Math.min(flushed - taken, room);
    if (now <= 0) return;
    taken += now;
    readSoon();
    if (writable || pendingBytes() >= LOW_BYTES) return;
    if (flaw == Flaw.WIRE_STAYS_FULL) return;
    writable = true;
    if (session != null) session.writable();
  }

  @Override
  public void ping() {
    onLoop();
    if (closing) return;
    stream.add(new Sent(written += 2, null, 0));
    flush();
  }

  @Override
  public void close(CloseCode code, String reason) {
    onLoop();
    if (closing) return;
    closing = true;
    closeCode = code.code();
    if (clientOpen && code == CloseCode.SLOW_READER) client.cut(pendingBytes());
    stream.add(new Sent(written += 4 + reason.length(), null, code.code()));
    flush();
    timeline.after(GOODBYE_MAX, () -> loop.execute(this::abort));
  }

  @Override
  public void abort() {
    closing = true;
    inactive();
    if (clientOpen) timeline.after(latency(), () -> clientCloses(0));
  }

  /// The channel is no more.
  private void inactive() {
    if (!serverOpen) return;
    serverOpen = false;
    loop.execute(() -> {
      over = true;
      if (session != null) session.gone();
    });
  }

  // The client's end.

  private long latency() {
    return chance.nanos(50 * Chance.MICRO, 5 * Chance.MILLI);
  }

  /// Sends a text; the texts of a connection keep their order.
  void say(byte[] text) {
    if (!clientOpen) return;
    lastSent = Math.max(lastSent, timeline.nanos() + latency());
    timeline.at(lastSent, () -> loop.execute(() -> hear(text)));
  }

  private void hear(byte[] text) {
    if (!serverOpen || session == null) return;
    if (!closing) session.text(text);
    session.heard();
  }

  private void pong() {
    timeline.after(
        latency(),
        () ->
            loop.execute(() -> {
              if (!serverOpen || session == null) return;
              if (!closing) session.control();
              session.heard();
            }));
  }

  void readSoon() {
    if (reading.due || reading.stopped || !clientOpen || taken == read) return;
    reading.due = true;
    timeline.after(chance.nanos(10 * Chance.MICRO, reading.pauseMax), this::readNow);
  }

  private void readNow() {
    reading.due = false;
    if (reading.stopped || !clientOpen) return;
    read += Math.min(taken - read, reading.bytesAtOnce);
    if (flushed > taken) timeline.after(latency(), () -> loop.execute(this::push));
    for (var sent = next(); sent != null && clientOpen; sent = next()) {
      if (sent.told != null) client.told(sent.told);
      else if (sent.code == 0) pong();
      else clientCloses(sent.code);
    }
    readSoon();
  }

  private @Nullable Sent next() {
    var sent = stream.peek();
    if (sent == null || sent.end > read) return null;
    return stream.remove();
  }

  /// The client ends the connection, or learns of its end.
  void clientCloses(int code) {
    if (!clientOpen) return;
    clientOpen = false;
    client.closed(code);
    timeline.after(latency(), () -> loop.execute(this::inactive));
  }

  /// The client is gone, and nothing tells the server.
  void vanish() {
    if (!clientOpen) return;
    clientOpen = false;
    client.closed(0);
  }

  /// The server's process is gone.
  void serverDies() {
    serverOpen = false;
    if (clientOpen) timeline.after(latency(), () -> clientCloses(0));
  }

  /// What has been written and is not yet read, for those who look from outside.
  List<Told> onTheWay() {
    return stream.stream().filter(sent -> sent.told != null).map(Sent::told).toList();
  }
}

package dev.parley.bench.load;

import io.netty.channel.ChannelInitializer;
import io.netty.channel.socket.SocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// All connections of one run. The public doors may be used by any thread; they visit the loop.
public final class Fleet implements AutoCloseable {
  /// Connections of one source address: a server's bound for each address is not ours to meet.
  private static final int PER_ADDRESS = 500;

  private static final Duration OPEN_MAX = Duration.ofSeconds(90);
  private static final Duration DRAIN_TURN = Duration.ofMillis(50);
  private static final int REASONS_MAX = 3;

  private final Loop loop;
  private final Dialect dialect;
  private final InetSocketAddress server;
  private final Seating seating;
  private final Pace pace;
  private final Tally tally;
  private final Recogniser recogniser;
  private final List<Room> rooms = new ArrayList<>();
  private final List<Connection> connections = new ArrayList<>();
  private final Latency opening = new Latency();
  private final List<String> reasons = new ArrayList<>();
  private final CompletableFuture<Boolean> allOpen = new CompletableFuture<>();
  private int dialled;
  private int open;
  private int dead;

  private Fleet(Loop loop, Server server, Seating seating, Pace pace) {
    this.loop = loop;
    this.dialect = server.dialect;
    this.server = server.address;
    this.seating = seating;
    this.pace = pace;
    tally = new Tally(pace, seating.connections(), seating.publishers());
    recogniser = dialect.recogniser(seating.echo() ? new Echoes(tally) : tally);
    seat();
  }

  /// Whom to connect to, and how to speak there.
  public record Server(InetSocketAddress address, Dialect dialect) {}

  /// Opens all connections; throws [IllegalStateException] with the server's reasons when some
  /// could not be.
  public static Fleet open(Loop loop, Server server, Seating seating, Pace pace) {
    var fleet = new Fleet(loop, server, seating, pace);
    try {
      loop.call(fleet::openAll);
      fleet.allOpen.get(OPEN_MAX.toSeconds(), TimeUnit.SECONDS);
      return fleet;
    } catch (TimeoutException e) {
      fleet.close();
      throw new IllegalStateException(fleet.open + " of them open in time", e);
    } catch (java.util.concurrent.ExecutionException e) {
      fleet.close();
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      fleet.close();
      throw new IllegalStateException(e);
    }
  }

  private void seat() {
    for (var topic : seating.topics()) {
      rooms.add(new Room(seating.echo() ? dialect.echo(topic) : dialect.publish(topic)));
    }
    for (int i = 0; i < seating.connections(); i++) {
      var room = rooms.get(i % rooms.size());
      var connection = new Connection(this, i, room, seating.hearing());
      connections.add(connection);
      if (seating.hearing()) room.addReader();
      if (i / rooms.size() < seating.publishers()) room.addPublisher(connection);
    }
  }

  private boolean openAll() {
    opening.start();
    while (dialled < connections.size() && dialled - open - dead < seating.inFlight()) {
      var connection = connections.get(dialled++);
      var topic = seating.topics().get(connection.index() % rooms.size());
      connection.connect(opening(connection.index(), topic));
    }
    return true;
  }

  private Opening opening(int index, String topic) {
    if (seating.echo()) return dialect.echoing(index, topic);
    return seating.hearing() ? dialect.hearing(index, topic) : dialect.silent(index);
  }

  void dial(Connection connection) {
    loop.bootstrap()
        .handler(
            new ChannelInitializer<SocketChannel>() {
              @Override
              protected void initChannel(SocketChannel channel) {
                channel.pipeline().addLast(connection);
              }
            })
        .connect(server, source(connection.index()))
        .addListener(done -> {
          if (!done.isSuccess()) connection.end(String.valueOf(done.cause()));
        });
  }

  /// 127.0.1.1 and the following ones.
  private static InetSocketAddress source(int index) {
    try {
      byte[] address = {127, 0, 1, (byte) (1 + index / PER_ADDRESS)};
      return new InetSocketAddress(InetAddress.getByAddress(address), 0);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  String upgrade(int connection) {
    var request =
        new StringBuilder("GET " + dialect.path() + " HTTP/1.1\r\n")
            .append("Host: localhost:" + server.getPort() + "\r\n")
            .append("Connection: Upgrade\r\nUpgrade: websocket\r\n")
            .append("Sec-WebSocket-Version: 13\r\n")
            .append("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n");
    dialect.headers(connection).forEach(header -> request.append(header).append("\r\n"));
    return request.append("\r\n").toString();
  }

  void opened(long nanos) {
    open++;
    opening.record(nanos);
    if (open == connections.size()) allOpen.complete(true);
    else openAll();
  }

  void ended(Connection connection, String reason, boolean wasOpen) {
    dead++;
    if (reasons.size() < REASONS_MAX) reasons.add(connection.index() + ": " + reason);
    if (wasOpen) open--;
    else allOpen.completeExceptionally(new IllegalStateException(String.join("\n", reasons)));
  }

  Tally tally() {
    return tally;
  }

  Recogniser recogniser() {
    return recogniser;
  }

  /// How long each took to open.
  public Quantiles opening() {
    return loop.call(opening::quantiles);
  }

  /// Begins to send.
  public void start() {
    loop.call(() -> {
      pace.start(new Pace.Floor(rooms, tally, loop));
      return true;
    });
  }

  /// Begins to take times, and gives the counts of this moment.
  public Tally.Counts record() {
    return loop.call(() -> {
      tally.startRecording();
      return tally.counts();
    });
  }

  /// What was counted since, and how long it took.
  public Recording recordingSince(Tally.Counts start) {
    return loop.call(() -> {
      tally.stopRecording();
      var counts = tally.counts().since(start);
      return new Recording(counts, tally.delivery(), tally.answer(), tally.lateness());
    });
  }

  /// What was measured between two moments.
  public record Recording(
      Tally.Counts counts, Quantiles delivery, Quantiles answer, Quantiles lateness) {}

  /// Sends nothing more, waits for what is under way, and says what was wrong.
  public Tally.Faults settle(Duration atMost) {
    loop.call(() -> {
      pace.stop();
      return true;
    });
    boolean answering = loop.call(() -> tally.counts().answers() > 0);
    long end = System.nanoTime() + atMost.toNanos();
    var faults = faults(answering);
    while (faults.lost() > 0 && System.nanoTime() < end) {
      loop.pass(DRAIN_TURN);
      faults = faults(answering);
    }
    return faults;
  }

  private Tally.Faults faults(boolean answering) {
    return loop.call(() -> tally.faults(rooms, connections, answering));
  }

  /// Connections that ended before we wanted, with the first reasons.
  public Ended ended() {
    return loop.call(() -> new Ended(dead, List.copyOf(reasons)));
  }

  /// See [#ended()].
  public record Ended(int count, List<String> reasons) {}

  @Override
  public void close() {
    loop.call(() -> {
      pace.stop();
      connections.forEach(Connection::leave);
      return true;
    });
  }
}

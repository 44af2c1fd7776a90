package dev.parley.bench.servers;

import dev.parley.bench.dialect.Publish;
import dev.parley.bench.load.Fleet;
import dev.parley.platform.process.TiedProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A peer that runs.
public final class PeerServer implements Target {
  private static final Duration READY_MAX = Duration.ofMinutes(1);
  private static final Duration STOP_MAX = Duration.ofSeconds(5);

  private final Peer peer;
  private final Place place;
  private final int port;
  private final int other;
  private final List<TiedProcess> processes = new ArrayList<>();

  private PeerServer(Peer peer, Place place, int port, int other) {
    this.peer = peer;
    this.place = place;
    this.port = port;
    this.other = other;
  }

  public static PeerServer start(Peer peer, Place place) {
    var server = new PeerServer(peer, place, freePort(), freePort());
    try {
      peer.beside().ifPresent(words -> server.start(words, server.other));
      server.start(peer.command(), server.port);
      return server;
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
  }

  private void start(List<String> words, int listens) {
    var out = place.file(peer.title() + "-" + processes.size() + ".out");
    var process = place.start(filledIn(words), out);
    processes.add(process);
    place.await(process, out, READY_MAX, () -> answers(listens));
  }

  private static Optional<Boolean> answers(int port) {
    try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return Optional.of(true);
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  private List<String> filledIn(List<String> words) {
    var values =
        Map.of(
            "{port}", Integer.toString(port),
            "{other}", Integer.toString(other),
            "{folder}", place.folder().toString());
    var file = place.house().resolve("bench/peers").resolve(peer.file());
    var ready = peer.file().endsWith(".mjs") ? file : configured(file, values);
    return words.stream()
        .map(word -> filledIn(word, values).replace("{file}", ready.toString()))
        .collect(Collectors.toList());
  }

  private Path configured(Path file, Map<String, String> values) {
    try {
      return Files.writeString(place.file(peer.file()), filledIn(Files.readString(file), values));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String filledIn(String text, Map<String, String> values) {
    var filled = text;
    for (var value : values.entrySet()) filled = filled.replace(value.getKey(), value.getValue());
    return filled;
  }

  private static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String name() {
    return peer.title();
  }

  /// A peer knows one way.
  @Override
  public Fleet.Server speaking(Publish publish) {
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    return new Fleet.Server(address, peer.dialect());
  }

  @Override
  public List<String> topics(int count) {
    return IntStream.range(0, count).mapToObj("c%04d"::formatted).toList();
  }

  @Override
  public List<String> echoTopics(int count) {
    if (!peer.echoesByTopic()) return List.of("echo");
    return IntStream.range(0, count).mapToObj("e%05d"::formatted).toList();
  }

  @Override
  public Processes processes() {
    return new Processes(processes.stream().map(TiedProcess::pid).collect(Collectors.toSet()));
  }

  @Override
  public Engine engine() {
    return Engine.SILENT;
  }

  @Override
  public void close() {
    for (var process : processes.reversed()) process.stop("TERM", STOP_MAX);
  }
}

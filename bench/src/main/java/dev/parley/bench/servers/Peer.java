package dev.parley.bench.servers;

import dev.parley.bench.dialect.MqttDialect;
import dev.parley.bench.dialect.NatsDialect;
import dev.parley.bench.dialect.RawDialect;
import dev.parley.bench.dialect.SocketIoDialect;
import dev.parley.bench.dialect.XmppDialect;
import dev.parley.bench.load.Dialect;
import java.util.List;
import java.util.Optional;

/// Other servers of the same trade, as `bench/peers` sets them up.
public enum Peer {
  WS("ws", "node", "ws-server.mjs"),
  SOCKET_IO("socket.io", "node", "socketio-server.mjs"),
  SOCKET_IO_REDIS("socket.io+redis", "redis-server", "socketio-server.mjs"),
  NATS("nats", "nats-server", "nats.conf"),
  MOSQUITTO("mosquitto", "mosquitto", "mosquitto.conf"),
  EJABBERD("ejabberd", "ejabberdctl", "ejabberd.yml");

  private static final int CONTENT_BYTES = 128;

  private final String title;
  private final String program;
  private final String file;

  Peer(String title, String program, String file) {
    this.title = title;
    this.program = program;
    this.file = file;
  }

  /// As the tables call it.
  public String title() {
    return title;
  }

  Dialect dialect() {
    return switch (this) {
      case WS -> new RawDialect(CONTENT_BYTES);
      case SOCKET_IO, SOCKET_IO_REDIS -> new SocketIoDialect(CONTENT_BYTES);
      case NATS -> new NatsDialect(CONTENT_BYTES);
      case MOSQUITTO -> new MqttDialect(CONTENT_BYTES);
      case EJABBERD -> new XmppDialect(CONTENT_BYTES);
    };
  }

  /// What belongs to it in `bench/peers`.
  String file() {
    return file;
  }

  /// What it needs and this machine lacks.
  public Optional<String> missing() {
    return Programs.find(program).isPresent() ? Optional.empty() : Optional.of(program);
  }

  /// Whether connections speak to themselves on topics of their own, for want of an echo.
  boolean echoesByTopic() {
    return switch (this) {
      case NATS, MOSQUITTO -> true;
      case WS, SOCKET_IO, SOCKET_IO_REDIS, EJABBERD -> false;
    };
  }

  /// What runs it, where {port} is what it listens on, {other} another free port, {file} its file.
  List<String> command() {
    return switch (this) {
      case WS, SOCKET_IO -> List.of("node", "{file}", "{port}");
      case SOCKET_IO_REDIS -> List.of("node", "{file}", "{port}", "redis://127.0.0.1:{other}");
      case NATS -> List.of("nats-server", "-c", "{file}");
      case MOSQUITTO -> List.of("mosquitto", "-c", "{file}");
      case EJABBERD -> EJABBERD_COMMAND;
    };
  }

  /// Without `ejabberdctl`, which changes the user and knows one place for each file.
  private static final List<String> EJABBERD_COMMAND =
      List.of(
          "env",
          "HOME={folder}",
          "ERL_LIBS=/usr/lib/x86_64-linux-gnu",
          "erl",
          "-noinput",
          "+K",
          "true",
          "-mnesia",
          "dir",
          "\"{folder}/spool\"",
          "-ejabberd",
          "config",
          "\"{file}\"",
          "log_path",
          "\"{folder}/ejabberd.log\"",
          "-s",
          "ejabberd");

  /// What it needs beside it.
  Optional<List<String>> beside() {
    return this == SOCKET_IO_REDIS
        ? Optional.of(
            List.of(
                "redis-server",
                "--port",
                "{other}",
                "--bind",
                "127.0.0.1",
                "--save",
                "",
                "--appendonly",
                "no"))
        : Optional.empty();
  }
}

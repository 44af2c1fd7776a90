package dev.parley.platform.http;

import dev.parley.platform.kernel.Actor;
import dev.parley.platform.kernel.Json;
import dev.parley.protocol.Problem;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// A request that was held against the document.
final class AcceptedRequest implements Request {
  private final Received received;
  private final Optional<Actor> actor;
  private final String body;

  AcceptedRequest(Received received, Optional<Actor> actor, String body) {
    this.received = received;
    this.actor = actor;
    this.body = body;
  }

  @Override
  public Actor actor() {
    return actor.orElseThrow(() -> new IllegalStateException("The operation asks for no token"));
  }

  @Override
  public UUID id(String name) {
    var text = received.path().getOrDefault(name, "");
    try {
      var id = UUID.fromString(text);
      if (id.toString().equals(text)) return id;
    } catch (IllegalArgumentException _) {
      // Refused below.
    }
    throw new Problem.NotFound(name.endsWith("Id") ? name.substring(0, name.length() - 2) : name)
        .refused();
  }

  @Override
  public String text(String name) {
    return received.path().getOrDefault(name, "");
  }

  @Override
  public Optional<String> query(String name) {
    return Optional.ofNullable(received.query().get(name)).filter(text -> !text.isEmpty());
  }

  @Override
  public List<String> queryList(String name) {
    return query(name).map(text -> Arrays.asList(text.split(","))).orElseGet(List::of);
  }

  @Override
  public Optional<Long> queryNumber(String name, long min, long max) {
    return query(name).map(text -> number(name, text, min, max));
  }

  private static long number(String name, String text, long min, long max) {
    try {
      long value = Long.parseLong(text);
      if (value >= min && value <= max) return value;
    } catch (NumberFormatException _) {
      // Refused below.
    }
    throw new Problem.Invalid(name, "A whole number from " + min + " to " + max).refused();
  }

  @Override
  public int limit(int otherwise, int max) {
    return queryNumber("limit", 1, max).map(Math::toIntExact).orElse(otherwise);
  }

  @Override
  public <T> T body(Class<T> type) {
    return Json.read(body, type);
  }

  @Override
  public Optional<String> header(String name) {
    return received.header(name);
  }

  @Override
  public Optional<String> cookie(String name) {
    return Optional.ofNullable(received.cookies().get(name));
  }

  @Override
  public String address() {
    return received.arrival().address();
  }
}

package dev.parley.client;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/// People over REST. Calls block, and throw [ParleyException] when they are refused.
public final class People {
  private final Rest rest;
  private final Tokens tokens;

  People(Rest rest, Tokens tokens) {
    this.rest = rest;
    this.tokens = tokens;
  }

  public User me() {
    return get("me");
  }

  public User get(UUID id) {
    return get(id.toString());
  }

  private User get(String which) {
    var answer = rest.askAs(tokens, Rest.Ask.get("/users/" + which, Map.of()));
    return Frames.JSON.treeToValue(answer.path("user"), User.class);
  }

  /// The best matches for a part of a name or address.
  public List<User> search(String query) {
    return rest.askAs(tokens, Rest.Ask.get("/users/search", Map.of("query", query)))
        .path("users")
        .valueStream()
        .map(user -> Frames.JSON.treeToValue(user, User.class))
        .toList();
  }

  public List<User.Presence> presence(Collection<UUID> people) {
    var ids = people.stream().map(UUID::toString).collect(Collectors.joining(","));
    return rest.askAs(tokens, Rest.Ask.get("/users/presence", Map.of("userIds", ids)))
        .path("presence")
        .valueStream()
        .map(presence -> Frames.JSON.treeToValue(presence, User.Presence.class))
        .toList();
  }
}

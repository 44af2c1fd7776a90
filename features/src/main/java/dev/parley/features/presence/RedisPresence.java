package dev.parley.features.presence;

import dev.parley.gateway.ConnectionId;
import dev.parley.platform.kernel.TenantId;
import dev.parley.platform.kernel.UserId;
import dev.parley.platform.redis.RedisConnection;
import dev.parley.platform.redis.RedisScript;
import dev.parley.protocol.Problem;
import io.lettuce.core.ScriptOutputType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The statuses of an installation of many nodes. Each shard has a hash of connections for each
/// person, and one sorted set of all connections by the time until which they count, on Redis's own
/// clock. The name of the shard is the keys' hash tag, so that a shard stays on one server.
public final class RedisPresence implements PresenceStore {
  private static final Logger LOG = LoggerFactory.getLogger(RedisPresence.class);
  private static final int SHARDS = 16;

  private static final RedisScript BEAT = load("beat.lua", ScriptOutputType.VALUE);
  private static final RedisScript LEAVE = load("leave.lua", ScriptOutputType.VALUE);
  private static final RedisScript SWEEP = load("sweep.lua", ScriptOutputType.MULTI);

  private final RedisConnection redis;
  private final Duration goneAfter;

  public RedisPresence(RedisConnection redis) {
    this(redis, GONE_AFTER);
  }

  RedisPresence(RedisConnection redis, Duration goneAfter) {
    this.redis = redis;
    this.goneAfter = goneAfter;
  }

  private static RedisScript load(String name, ScriptOutputType output) {
    return RedisScript.load(RedisPresence.class, output, name);
  }

  @Override
  public List<Change> beat(List<Beat> beats) {
    var answers = new ArrayList<CompletionStage<String>>(beats.size());
    for (var beat : beats) {
      answers.add(
          BEAT.run(
              redis.commands(),
              keys(beat.person()),
              name(beat.person()),
              beat.connection().toString(),
              beat.status().label(),
              Long.toString(goneAfter.toMillis())));
    }
    var changes = new ArrayList<Change>();
    var told = new Told(beats.size());
    for (int i = 0; i < beats.size(); i++) {
      var person = beats.get(i).person();
      told.by(answers.get(i)).ifPresent(status -> note(person, status, changes));
    }
    told.requireOne();
    return changes;
  }

  @Override
  public List<Change> leave(Person person, ConnectionId connection) {
    var changes = new ArrayList<Change>();
    CompletionStage<String> answer =
        LEAVE.run(redis.commands(), keys(person), name(person), connection.toString());
    var told = new Told(1);
    told.by(answer).ifPresent(status -> note(person, status, changes));
    told.requireOne();
    return changes;
  }

  private static void note(Person person, String status, List<Change> changes) {
    if (!status.isEmpty()) changes.add(new Change(person, Status.of(status)));
  }

  @Override
  public List<Change> sweep() {
    var answers = new ArrayList<CompletionStage<List<String>>>(SHARDS);
    for (int shard = 0; shard < SHARDS; shard++) {
      String[] due = {due(shard)};
      answers.add(
          SWEEP.run(redis.commands(), due, connections(shard), Integer.toString(BATCH_MAX)));
    }
    var changes = new ArrayList<Change>();
    var told = new Told(SHARDS);
    for (var answer : answers) {
      var news = told.by(answer).orElse(List.of());
      for (int i = 0; i < news.size(); i += 2) {
        changes.add(new Change(person(news.get(i)), Status.of(news.get(i + 1))));
      }
    }
    told.requireOne();
    return changes;
  }

  @Override
  public Map<UserId, Status> statuses(TenantId tenant, Collection<UserId> users) {
    var answers = new LinkedHashMap<UserId, CompletionStage<List<String>>>();
    for (var user : users) {
      answers.put(user, redis.commands().hvals(keys(new Person(tenant, user))[1]));
    }
    var statuses = new HashMap<UserId, Status>();
    var told = new Told(users.size());
    answers.forEach(
        (user, answer) -> told.by(answer).ifPresent(labels -> statuses.put(user, best(labels))));
    told.requireOne();
    return statuses;
  }

  private static Status best(List<String> labels) {
    return labels.stream().map(Status::of).min(Status::compareTo).orElse(Status.OFFLINE);
  }

  private static String[] keys(Person person) {
    int shard = Math.floorMod(person.user().hashCode(), SHARDS);
    return new String[] {due(shard), connections(shard) + name(person)};
  }

  private static String due(int shard) {
    return "parley:{presence-" + shard + "}:due";
  }

  private static String connections(int shard) {
    return "parley:{presence-" + shard + "}:connections:";
  }

  private static String name(Person person) {
    return person.tenant() + "/" + person.user();
  }

  private static Person person(String name) {
    int slash = name.indexOf('/');
    return new Person(TenantId.of(name.substring(0, slash)), UserId.of(name.substring(slash + 1)));
  }

  /// What Redis tells in one call. Of a cluster a part may be away; the other parts count all the
  /// same.
  private static final class Told {
    private final int asked;
    private int silent;

    Told(int asked) {
      this.asked = asked;
    }

    <T> Optional<T> by(CompletionStage<T> answer) {
      try {
        return Optional.of(answer.toCompletableFuture().join());
      } catch (CompletionException e) {
        LOG.debug("Redis did not answer", e);
        silent++;
        return Optional.empty();
      }
    }

    void requireOne() {
      if (asked == 0 || silent < asked) return;
      throw new Problem.Unavailable("Presence is not known at the moment").refused();
    }
  }
}

package dev.parley.features.presence;

import dev.parley.gateway.ConnectionId;
import dev.parley.platform.kernel.TenantId;
import dev.parley.platform.kernel.UserId;
import dev.parley.platform.redis.RedisConnection;
import dev.parley.protocol.Problem;
import io.lettuce.core.ScriptOutputType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

  private static final RedisScript BEAT = RedisScript.load("beat.lua", ScriptOutputType.VALUE);
  private static final RedisScript LEAVE = RedisScript.load("leave.lua", ScriptOutputType.VALUE);
  private static final RedisScript SWEEP = RedisScript.load("sweep.lua", ScriptOutputType.MULTI);

  private final RedisConnection redis;
  private final Duration goneAfter;

  public RedisPresence(RedisConnection redis) {
    this(redis, GONE_AFTER);
  }

  RedisPresence(RedisConnection redis, Duration goneAfter) {
    this.redis = redis;
    this.goneAfter = goneAfter;
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
    for (int i = 0; i < beats.size(); i++) {
      note(beats.get(i).person(), await(answers.get(i)), changes);
    }
    return changes;
  }

  @Override
  public List<Change> leave(Person person, ConnectionId connection) {
    var changes = new ArrayList<Change>();
    CompletionStage<String> answer =
        LEAVE.run(redis.commands(), keys(person), name(person), connection.toString());
    note(person, await(answer), changes);
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
    for (var answer : answers) {
      var told = await(answer);
      for (int i = 0; i < told.size(); i += 2) {
        changes.add(new Change(person(told.get(i)), Status.of(told.get(i + 1))));
      }
    }
    return changes;
  }

  @Override
  public Map<UserId, Status> statuses(TenantId tenant, Collection<UserId> users) {
    var answers = new LinkedHashMap<UserId, CompletionStage<List<String>>>();
    for (var user : users) {
      answers.put(user, redis.commands().hvals(keys(new Person(tenant, user))[1]));
    }
    var statuses = new HashMap<UserId, Status>();
    answers.forEach((user, answer) ->
        statuses.put(
            user,
            await(answer).stream().map(Status::of).min(Status::compareTo).orElse(Status.OFFLINE)));
    return statuses;
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

  private static <T> T await(CompletionStage<T> answer) {
    try {
      return answer.toCompletableFuture().join();
    } catch (CompletionException e) {
      LOG.debug("Redis did not answer", e);
      throw new Problem.Unavailable("Presence is not known at the moment").refused();
    }
  }
}

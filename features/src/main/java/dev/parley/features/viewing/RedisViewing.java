package dev.parley.features.viewing;

import dev.parley.platform.events.TopicKey;
import dev.parley.platform.kernel.TenantId;
import dev.parley.platform.kernel.UserId;
import dev.parley.platform.redis.RedisConnection;
import dev.parley.platform.redis.RedisScript;
import dev.parley.protocol.Limits;
import dev.parley.protocol.Topic;
import io.lettuce.core.ScriptOutputType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Who looks on in an installation of many nodes. Each shard has, for each topic, one sorted set of
/// connections by their last beat and one of people by when they came, and one sorted set of topics
/// by when their oldest beat ceases to count, so that a sweep looks at what is due alone. Times are
/// Redis's own. The name of the shard is the keys' hash tag, so that a shard stays on one server.
public final class RedisViewing implements ViewingStore {
  private static final Logger LOG = LoggerFactory.getLogger(RedisViewing.class);
  private static final int SHARDS = 16;

  /// Most topics of a shard that are told of at once.
  private static final int TOPICS_MAX = 100;

  /// Most calls of one sweep and shard.
  private static final int ROUNDS_MAX = 100;

  /// For how long nothing is forgotten after the store was away: nodes say first what they know.
  private static final Duration GRACE = Duration.ofSeconds(10);

  private static final RedisScript BEAT = load("beat.lua", ScriptOutputType.MULTI);
  private static final RedisScript LEAVE = load("leave.lua", ScriptOutputType.VALUE);
  private static final RedisScript SWEEP = load("sweep.lua", ScriptOutputType.INTEGER);
  private static final RedisScript TAKE = load("take.lua", ScriptOutputType.MULTI);
  private static final RedisScript TOLD = load("told.lua", ScriptOutputType.VALUE);

  private final RedisConnection redis;
  private final String goneAfter;
  private final List<Shard> shards = new ArrayList<>(SHARDS);

  public RedisViewing(RedisConnection redis, Duration goneAfter) {
    this.redis = redis;
    this.goneAfter = Long.toString(goneAfter.toMillis());
    for (int i = 0; i < SHARDS; i++) shards.add(new Shard(i));
  }

  private static RedisScript load(String name, ScriptOutputType output) {
    return RedisScript.load(RedisViewing.class, output, "viewing.lua", name);
  }

  /// A part that is on one server, and what was last heard of it.
  private final class Shard {
    private final String prefix;
    private final String[] keys;
    private String life = "";
    private long lives;
    private volatile long awayUntil = System.nanoTime();

    Shard(int number) {
      prefix = "parley:{viewing-" + number + "}:";
      keys = new String[] {prefix + "due", prefix + "life", prefix + "untold"};
    }

    <T> CompletionStage<T> run(RedisScript script, List<String> values) {
      var all = new ArrayList<String>(values.size() + 2);
      all.add(prefix);
      all.add(goneAfter);
      all.addAll(values);
      return script.run(redis.commands(), keys, all.toArray(String[]::new));
    }

    /// Waits for an answer; empty when there is none.
    <T> Optional<T> heard(CompletionStage<T> answer) {
      try {
        return Optional.of(answer.toCompletableFuture().join());
      } catch (CompletionException e) {
        LOG.debug("Redis did not answer", e);
        awayUntil = System.nanoTime() + GRACE.toNanos();
        return Optional.empty();
      }
    }

    synchronized String lives(Object told) {
      var now = String.valueOf(told);
      if (!now.equals(life)) lives++;
      life = now;
      return now;
    }

    synchronized String life() {
      return life;
    }

    synchronized long lives() {
      return lives;
    }

    boolean wasAway() {
      return System.nanoTime() - awayUntil < 0;
    }
  }

  private Shard shard(TopicKey topic) {
    return shards.get(Math.floorMod(topic.topic().id().hashCode(), SHARDS));
  }

  @Override
  public List<Optional<Known>> beat(List<Beat> beats) {
    var answers = new LinkedHashMap<Shard, CompletionStage<List<Object>>>();
    byShard(beats, beat -> beat.viewing().topic())
        .forEach((shard, some) -> {
          var values = new ArrayList<String>(1 + some.size() * 6);
          values.add(Integer.toString(Limits.VIEWERS_SHOWN_MAX));
          for (var beat : some) add(beat, values);
          answers.put(shard, shard.run(BEAT, values));
        });
    var known = new HashMap<TopicKey, Known>();
    answers.forEach(
        (shard, answer) -> shard.heard(answer).ifPresent(told -> read(shard, told, known)));
    return beats.stream()
        .map(beat -> Optional.ofNullable(known.get(beat.viewing().topic())))
        .toList();
  }

  private static void add(Beat beat, List<String> values) {
    var viewing = beat.viewing();
    values.add(name(viewing.topic()));
    values.add(viewing.user().toString());
    values.add(viewing.connection().toString());
    values.add(Long.toString(beat.lasted().toMillis()));
    values.add(Long.toString(beat.age().toMillis()));
    values.add(beat.life());
  }

  private static void read(Shard shard, List<Object> told, Map<TopicKey, Known> known) {
    var life = shard.lives(told.get(0));
    boolean young = number(told.get(1)) < YOUNG.toMillis();
    for (int i = 2; i < told.size(); i += 3) {
      var viewers = new Viewers(viewers(list(told.get(i + 2))), (int) number(told.get(i + 1)));
      known.put(topic(told.get(i)), new Known(life, young, viewers));
    }
  }

  @Override
  public List<Ended> leave(List<Ended> ended) {
    var unheard = new ArrayList<Ended>();
    var byShard = byShard(ended, each -> each.viewing().topic());
    var answers = new LinkedHashMap<Shard, CompletionStage<String>>();
    byShard.forEach((shard, some) -> {
      var values = new ArrayList<String>(1 + some.size() * 4);
      values.add(Long.toString(YOUNG.toMillis()));
      for (var each : some) {
        values.add(name(each.viewing().topic()));
        values.add(each.viewing().user().toString());
        values.add(each.viewing().connection().toString());
        values.add(each.life());
      }
      answers.put(shard, shard.run(LEAVE, values));
    });
    byShard.forEach((shard, some) -> {
      var answer = answers.get(shard);
      if (answer == null || shard.heard(answer).isEmpty()) unheard.addAll(some);
    });
    return unheard;
  }

  @Override
  public void sweep() {
    var due = shards.stream().filter(shard -> !shard.wasAway()).toList();
    for (int round = 0; round < ROUNDS_MAX && !due.isEmpty(); round++) {
      var answers = new LinkedHashMap<Shard, CompletionStage<Long>>();
      for (var shard : due) {
        answers.put(shard, shard.run(SWEEP, List.of(Integer.toString(BATCH_MAX))));
      }
      var more = new ArrayList<Shard>();
      answers.forEach((shard, answer) -> {
        if (shard.heard(answer).orElse(1L) == 0) more.add(shard);
      });
      due = more;
    }
  }

  @Override
  public Taken take() {
    var values =
        List.of(
            Long.toString(QUIET.toMillis()),
            Integer.toString(Limits.VIEWERS_SHOWN_MAX),
            Integer.toString(TOPICS_MAX),
            Long.toString(TOLD_WITHIN.toMillis()));
    var answers = new LinkedHashMap<Shard, CompletionStage<List<Object>>>();
    for (var shard : shards) answers.put(shard, shard.run(TAKE, values));
    var news = new ArrayList<News>();
    var waits = new ArrayList<Duration>();
    answers.forEach((shard, answer) -> {
      var told = shard.heard(answer).orElse(List.of());
      if (told.isEmpty()) return;
      String ignored = shard.lives(told.get(0));
      if (number(told.get(1)) >= 0) waits.add(Duration.ofMillis(number(told.get(1))));
      for (var each : list(told.get(2))) news.add(news(list(each)));
    });
    return new Taken(news, waits.stream().min(Duration::compareTo));
  }

  private static News news(List<Object> told) {
    var left = list(told.get(4)).stream().map(user -> UserId.of(String.valueOf(user))).toList();
    return new News(
        topic(told.get(0)),
        (int) number(told.get(1)),
        (int) number(told.get(2)),
        viewers(list(told.get(3))),
        left);
  }

  @Override
  public void told(List<TopicKey> topics) {
    var answers = new LinkedHashMap<Shard, CompletionStage<String>>();
    byShard(topics, topic -> topic)
        .forEach((shard, some) ->
            answers.put(shard, shard.run(TOLD, some.stream().map(RedisViewing::name).toList())));
    answers.forEach((shard, answer) -> shard.heard(answer).ifPresent(shard::lives));
  }

  @Override
  public String life(TopicKey topic) {
    return shard(topic).life();
  }

  @Override
  public long lives() {
    return shards.stream().mapToLong(Shard::lives).sum();
  }

  private <T> Map<Shard, List<T>> byShard(List<T> all, Function<T, TopicKey> topic) {
    var parted = new LinkedHashMap<Shard, List<T>>();
    for (var each : all) {
      parted.computeIfAbsent(shard(topic.apply(each)), _ -> new ArrayList<>()).add(each);
    }
    return parted;
  }

  private static String name(TopicKey topic) {
    return topic.tenant() + "/" + topic.topic();
  }

  private static TopicKey topic(Object name) {
    var text = String.valueOf(name);
    int slash = text.indexOf('/');
    var topic = Topic.parse(text.substring(slash + 1)).orElseThrow();
    return new TopicKey(TenantId.of(text.substring(0, slash)), topic);
  }

  /// People, each followed by the time in milliseconds.
  private static List<Viewer> viewers(List<Object> told) {
    var viewers = new ArrayList<Viewer>(told.size() / 2);
    for (int i = 0; i < told.size(); i += 2) {
      var user = UserId.of(String.valueOf(told.get(i)));
      viewers.add(new Viewer(user, Instant.ofEpochMilli(number(told.get(i + 1)))));
    }
    return viewers;
  }

  private static long number(Object told) {
    return told instanceof Long number ? number : Long.parseLong(String.valueOf(told));
  }

  @SuppressWarnings("unchecked")
  private static List<Object> list(Object told) {
    return (List<Object>) told;
  }
}

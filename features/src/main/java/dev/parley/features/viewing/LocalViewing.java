package dev.parley.features.viewing;

import dev.parley.platform.events.TopicKey;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/// Who looks on in an installation that is one process, which knows everything as long as it lives.
/// One lock, held for moments.
public final class LocalViewing implements ViewingStore {
  private static final String LIFE = "1";

  private final long goneAfter;
  private final InstantSource clock;
  private final LongSupplier nanoTime;
  private final Map<TopicKey, Room> rooms = new HashMap<>();

  /// The last beat of each, oldest first.
  private final LinkedHashMap<Viewing, Long> beats = new LinkedHashMap<>();

  /// Topics that have something to tell, or must be quiet for a moment.
  private final Set<TopicKey> untold = new LinkedHashSet<>();

  public LocalViewing(Duration goneAfter, InstantSource clock) {
    this(goneAfter, clock, System::nanoTime);
  }

  LocalViewing(Duration goneAfter, InstantSource clock, LongSupplier nanoTime) {
    this.goneAfter = goneAfter.toNanos();
    this.clock = clock;
    this.nanoTime = nanoTime;
  }

  @Override
  public synchronized List<Optional<Known>> beat(List<Beat> said) {
    for (var beat : said) hear(beat);
    var viewers = new HashMap<TopicKey, Known>();
    var known = new ArrayList<Optional<Known>>(said.size());
    for (var beat : said) {
      var topic = beat.viewing().topic();
      known.add(Optional.of(viewers.computeIfAbsent(topic, this::known)));
    }
    return known;
  }

  private Known known(TopicKey topic) {
    return new Known(LIFE, false, room(topic).viewers());
  }

  private void hear(Beat beat) {
    var viewing = beat.viewing();
    boolean isNew = beats.putLast(viewing, nanoTime.getAsLong() - beat.age().toNanos()) == null;
    if (!isNew) return;
    var since = clock.instant().minus(beat.lasted()).truncatedTo(ChronoUnit.MILLIS);
    room(viewing.topic()).join(viewing.user(), viewing.connection(), since);
    tellOf(viewing.topic());
  }

  private Room room(TopicKey topic) {
    return rooms.computeIfAbsent(topic, _ -> new Room());
  }

  private void tellOf(TopicKey topic) {
    if (!room(topic).isTold()) untold.add(topic);
  }

  @Override
  public synchronized List<Ended> leave(List<Ended> ended) {
    for (var each : ended) forget(each.viewing());
    return List.of();
  }

  private void forget(Viewing viewing) {
    if (beats.remove(viewing) == null) return;
    room(viewing.topic()).leave(viewing.user(), viewing.connection());
    tellOf(viewing.topic());
  }

  @Override
  public synchronized void sweep() {
    long now = nanoTime.getAsLong();
    while (!beats.isEmpty() && now - beats.firstEntry().getValue() > goneAfter) {
      forget(beats.firstEntry().getKey());
    }
  }

  @Override
  public synchronized Taken take() {
    long now = nanoTime.getAsLong();
    long next = Long.MAX_VALUE;
    var news = new ArrayList<News>();
    for (var topics = untold.iterator(); topics.hasNext(); ) {
      var topic = topics.next();
      var room = room(topic);
      if (room.quiet(now) == 0) room.take(topic, now).ifPresent(news::add);
      if (room.quiet(now) > 0) {
        next = Math.min(next, room.quiet(now));
      } else if (room.isTold()) {
        topics.remove();
        if (room.isEmpty()) rooms.remove(topic);
      }
    }
    return new Taken(
        news, next == Long.MAX_VALUE ? Optional.empty() : Optional.of(Duration.ofNanos(next)));
  }

  @Override
  public synchronized void told(List<TopicKey> topics) {
    for (var topic : topics) room(topic).told();
  }

  @Override
  public String life(TopicKey topic) {
    return LIFE;
  }

  @Override
  public long lives() {
    return 1;
  }
}

package dev.parley.features.viewing;

import dev.parley.features.viewing.ViewingStore.News;
import dev.parley.platform.bus.Bus;
import dev.parley.platform.bus.BusMessage;
import dev.parley.platform.events.EventFrame;
import dev.parley.platform.events.TopicKey;
import dev.parley.platform.kernel.Json;
import dev.parley.platform.kernel.UserId;
import java.time.InstantSource;
import java.util.List;

/// Tells topics who came and who left: one frame of each kind, whoever they are.
final class ViewingNews {
  private final Bus bus;
  private final InstantSource clock;

  ViewingNews(Bus bus, InstantSource clock) {
    this.bus = bus;
    this.clock = clock;
  }

  private record Joined(List<Viewer> viewers, int count) {}

  private record Left(List<UserId> userIds, int count) {}

  void tell(News news) {
    boolean named = !news.joined().isEmpty() || !news.left().isEmpty();
    if (named ? !news.joined().isEmpty() : news.change() > 0) {
      publish(news.topic(), "presence.joined", new Joined(news.joined(), news.count()));
    }
    if (named ? !news.left().isEmpty() : news.change() < 0) {
      publish(news.topic(), "presence.left", new Left(news.left(), news.count()));
    }
  }

  private void publish(TopicKey key, String type, Object payload) {
    var frame = EventFrame.ephemeral(type, key.topic(), Json.write(payload), clock.instant());
    bus.publish(new BusMessage.Ephemeral(key, frame));
  }
}

package dev.parley.bench.load;

import dev.parley.bench.frames.Template;
import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// People who talk: each sends a message, thinks, moves the read mark to what came meanwhile,
/// begins to type, and sends the next. They begin one after another, spread over one such round.
public final class ChatPace implements Pace {
  private final Manners manners;
  private final List<Person> people = new ArrayList<>();
  private boolean stopped;

  public ChatPace(Manners manners) {
    this.manners = manners;
  }

  /// How long people take, and how what they do besides sending is said.
  public interface Manners {
    Duration beforeTyping();

    Duration typing();

    /// @param room which of the topics
    Template type(int room);

    Template read(int room, long seq);

    /// The number that the conversation gave the message whose mark is there.
    long seq(ByteBuf bytes, int mark);
  }

  private final class Person {
    private final Floor floor;
    private final int room;
    private final int stream;
    private long heard;
    private long read;

    Person(Floor floor, int room, int stream) {
      this.floor = floor;
      this.room = room;
      this.stream = stream;
    }

    void speak() {
      if (stopped) return;
      floor.rooms().get(room).publish(floor.tally(), System.nanoTime(), stream);
      floor.loop().after(manners.beforeTyping().toNanos(), this::type);
    }

    private void type() {
      if (stopped) return;
      var connection = floor.rooms().get(room).publishers().get(stream);
      if (heard > read) {
        read = heard;
        connection.say(manners.read(room, heard));
      }
      connection.say(manners.type(room));
      floor.loop().after(manners.typing().toNanos(), this::speak);
    }
  }

  @Override
  public Duration round() {
    return manners.beforeTyping().plus(manners.typing());
  }

  @Override
  public void start(Floor floor) {
    int rooms = floor.rooms().size();
    int count = rooms * floor.rooms().getFirst().publishers().size();
    long round = round().toNanos();
    // Connection `i` sits in room `i % rooms`, so people stand in the order of connections.
    for (int i = 0; i < count; i++) {
      var person = new Person(floor, i % rooms, i / rooms);
      people.add(person);
      floor.loop().after(round * i / count, person::speak);
    }
  }

  @Override
  public void stop() {
    stopped = true;
  }

  @Override
  public void delivered(Connection to, ByteBuf bytes, int mark) {
    people.get(to.index()).heard = manners.seq(bytes, mark);
  }
}

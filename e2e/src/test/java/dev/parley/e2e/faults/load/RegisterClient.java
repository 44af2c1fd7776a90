package dev.parley.e2e.faults.load;

import dev.parley.e2e.Api.Answer;
import dev.parley.e2e.history.Call;
import dev.parley.e2e.history.Call.Verb;
import dev.parley.e2e.history.Register;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/// One of those who write and read a thing by REST, at one node after the other.
final class RegisterClient {
  /// Answers after which it may have been written all the same.
  private static final Set<String> UNCERTAIN = Set.of("unavailable", "internal");

  private static final long PAUSE_NANOS = 500_000_000;

  private final String process;
  private final Register register;
  private final Thing thing;
  private final LongSupplier clock;
  private final Work work;
  private int turn;
  private int writes;

  /// The thing that is written and read. Each answers nothing when nothing came back.
  interface Thing {
    /// What somebody writes the next time.
    String next(String process, int writes, Work work);

    Optional<Answer> write(String value, int station);

    Optional<Answer> read(int station);

    /// What the answer to a write says that it is now.
    String written(Answer answer, String value);

    /// What the answer to a read says that it is.
    String read(Answer answer);
  }

  RegisterClient(String process, Register register, Thing thing, LongSupplier clock, Work work) {
    this.process = process;
    this.register = register;
    this.thing = thing;
    this.clock = clock;
    this.work = work;
  }

  /// Goes on until told to stop.
  void run() {
    do {
      turn++;
      if (work.random().nextBoolean()) write();
      else read();
    } while (work.rest().pause(Duration.ofNanos(work.random().nextLong(PAUSE_NANOS))));
  }

  private void write() {
    var value = thing.next(process, writes++, work);
    long invoked = clock.getAsLong();
    var answer = thing.write(value, turn);
    long returned = clock.getAsLong();
    if (answer.isEmpty() || UNCERTAIN.contains(answer.get().verdict())) {
      register.add(new Call(process, invoked, Call.NEVER, Verb.WRITE, value, value));
    } else if (answer.get().status() == 200) {
      var stands = thing.written(answer.get(), value);
      register.add(new Call(process, invoked, returned, Verb.WRITE, value, stands));
    }
  }

  private void read() {
    long invoked = clock.getAsLong();
    var answer = thing.read(turn);
    long returned = clock.getAsLong();
    if (answer.isEmpty() || answer.get().status() != 200) return;
    register.add(Call.read(process, invoked, returned, thing.read(answer.get())));
  }
}

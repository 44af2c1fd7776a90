package dev.parley.gateway.simulation;

import dev.parley.gateway.TopicAccess.Grant;
import dev.parley.gateway.simulation.time.Violation;
import dev.parley.platform.events.EventLog;
import dev.parley.platform.events.Position;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// One person's view of one topic, and the witness of what reaches them: every event once, in its
/// order, as it was committed, and nothing that is not for them.
final class Following {
  /// What may arrive.
  private enum Flow {
    NOTHING,
    ALL,
    PASSING,
    /// Nothing but the news that the subscription has ended.
    ITS_END
  }

  /// A subscribe command that is not answered.
  private record Asked(@Nullable Position from, boolean granted, int changes) {}

  final Ledger.TopicLog topic;
  private final Person person;
  private Flow flow = Flow.NOTHING;
  private @Nullable Asked asked;
  private boolean leaving;
  private boolean wanted = true;
  private @Nullable Position position;
  private int received;
  private int passed;

  Following(Person person, Ledger.TopicLog topic) {
    this.person = person;
    this.topic = topic;
  }

  private String name() {
    return topic.key.topic().toString();
  }

  private void demand(boolean holds, Object... words) {
    if (!holds) throw wrong(words);
  }

  private Violation wrong(Object... words) {
    return new Violation(
        person, "on", name(), "at", String.valueOf(position) + ":", Violation.sentence(words));
  }

  // What the person does.

  void want(boolean wants) {
    wanted = wants;
  }

  /// Does what is due: subscribes, or lets go.
  void tend() {
    if (asked != null || leaving) return;
    var grant = topic.grant(person.user());
    boolean right =
        switch (grant) {
          case FULL -> flow == Flow.ALL;
          case EPHEMERAL -> flow == Flow.PASSING;
          case NONE -> flow == Flow.NOTHING || flow == Flow.ALL;
        };
    if (wanted && (!right || (grant == Grant.NONE && person.isCurious()))) ask(true);
    else if (!wanted && flow != Flow.NOTHING) leave();
  }

  /// Subscribes, whatever was before.
  void ask(boolean resuming) {
    if (asked != null || leaving) return;
    var from = resuming ? position : null;
    boolean granted = topic.grant(person.user()) != Grant.NONE;
    asked = new Asked(from, granted, topic.changes(person.user()));
    var since =
        from == null ? "" : ",\"epoch\":\"" + from.epoch() + "\",\"offset\":" + from.offset();
    person.command("subscribe", "{\"topic\":\"" + name() + "\"" + since + "}", this::answered);
  }

  private void leave() {
    leaving = true;
    person.command("unsubscribe", "{\"topic\":\"" + name() + "\"}", this::left);
  }

  void disconnected() {
    asked = null;
    leaving = false;
    flow = Flow.NOTHING;
  }

  // What the person is told.

  private void left(Answer answer) {
    leaving = false;
    if (answer.error() == null) flow = Flow.NOTHING;
  }

  private void answered(Answer answer) {
    var question = asked;
    if (question == null) throw wrong("An answer to no question");
    asked = null;
    var error = answer.error();
    if (error == null) subscribed(question, answer);
    else refused(question, error);
  }

  private void refused(Asked question, String error) {
    person.note("is refused", name(), error);
    switch (error) {
      case "not_found" -> {
        boolean always = question.granted && question.changes == topic.changes(person.user());
        demand(!always, "Not found, though it is granted");
        flow = Flow.NOTHING;
      }
      case "unavailable", "internal" -> flow = Flow.NOTHING;
      case "rate_limited" -> {}
      default -> demand(false, "An error that is not expected:", error);
    }
  }

  private void subscribed(Asked question, Answer answer) {
    var at = answer.head().path("payload");
    demand(at.path("topic").asString().equals(name()), "Another topic is answered");
    if (at.path("epoch").isNull()) {
      person.note("hears", name(), "in passing");
      flow = Flow.PASSING;
      return;
    }
    var head = new Position(at.path("epoch").asString(), at.path("offset").asLong());
    boolean recovered = at.path("recovered").asBoolean();
    person.note("follows", name(), "from", head, "recovered", recovered);
    if (recovered) resumed(question, head, answer);
    else begun(question, head, answer);
    flow = answer.isCut() ? Flow.NOTHING : Flow.ALL;
  }

  /// Everything between what the person had and the position of the answer is in the answer.
  private void resumed(Asked question, Position head, Answer answer) {
    var from = question.from;
    if (from == null) throw wrong("Recovered from nothing");
    demand(head.epoch().equals(from.epoch()), "Recovered into another epoch,", head);
    long offset = from.offset();
    for (int at = answer.eventsStart(); !answer.endsAt(at); ) {
      var event = committed(head.epoch(), ++offset);
      at = answer.pass(at, event.frame().bytes());
      demand(at > 0, "The answer does not go on with event", offset);
      demand(topic.entitled(person.user(), event), "Event", offset, "is not for them");
    }
    demand(offset == head.offset(), "The events end at", offset, "the answer at", head);
    goTo(head, answer.isCut());
  }

  /// The person starts afresh, which must be for a reason.
  private void begun(Asked question, Position head, Answer answer) {
    demand(answer.endsAt(answer.eventsStart()), "Events that go on from nowhere");
    var from = question.from;
    boolean needless =
        from != null
            && from.epoch().equals(topic.epoch())
            && from.offset() >= topic.trimmed()
            && topic.head().offset() - from.offset() <= EventLog.RECOVERY_EVENTS_MAX;
    demand(!needless, "Not recovered, though the log has it all:", head);
    if (head.offset() > 0) committed(head.epoch(), head.offset());
    position = head;
  }

  /// An answer that is cut may end before what came of an earlier subscription meanwhile.
  private void goTo(Position head, boolean cut) {
    var before = position;
    boolean back =
        flow == Flow.ALL
            && before != null
            && before.epoch().equals(head.epoch())
            && before.offset() > head.offset();
    demand(!back || cut, "The answer goes back to", head);
    if (!back) position = head;
  }

  void event(long offset, byte[] text) {
    demand(flow == Flow.ALL, "Event", offset, "arrives, where only", flow, "may");
    var before = position;
    if (before == null) throw wrong("Event", offset, "comes out of nothing");
    demand(offset == before.offset() + 1, "Event", offset, "is not the next");
    var event = committed(before.epoch(), offset);
    demand(Arrays.equals(event.frame().bytes(), text), "Event", offset, "is not as committed");
    demand(topic.entitled(person.user(), event), "Event", offset, "is not for them");
    position = event.event().position();
    received++;
    if (event.ends(person.user())) flow = Flow.ITS_END;
  }

  private Ledger.Committed committed(String epoch, long offset) {
    var event = topic.find(epoch, offset);
    if (event == null) throw wrong("Event", offset, "of", epoch, "was never committed");
    return event;
  }

  void passing(String what) {
    demand(flow == Flow.ALL || flow == Flow.PASSING, "Something in passing, with", flow);
    demand(person.ledger().wasSaid(what), "Nobody said", what);
    passed++;
  }

  void ended() {
    demand(flow == Flow.ITS_END, "Ended for no reason");
    person.note("no longer follows", name());
    flow = Flow.NOTHING;
  }

  // For who looks from outside.

  int received() {
    return received;
  }

  int passed() {
    return passed;
  }

  /// Bytes that may wait for this person beyond an offset.
  long bytesAfter(long written) {
    if (flow != Flow.ALL) return 0;
    if (position != null && !position.epoch().equals(topic.epoch())) return Integer.MAX_VALUE;
    var from = Math.max(written, position == null ? 0 : position.offset());
    long bytes = 0;
    for (var one : topic.after(Math.min(from, topic.head().offset()), Integer.MAX_VALUE / 2)) {
      bytes += one.frame().length();
    }
    return bytes;
  }

  /// Nothing happens any more: the person has what they are to have.
  void demandCaughtUp() {
    demand(
        isCaughtUp(),
        "Should have all up to",
        topic.head(),
        "but has",
        flow,
        waits() ? "and waits" : "");
  }

  boolean isCaughtUp() {
    if (waits()) return false;
    return switch (wanted ? topic.grant(person.user()) : Grant.NONE) {
      case FULL -> flow == Flow.ALL && topic.head().equals(position);
      case EPHEMERAL -> flow == Flow.PASSING;
      case NONE -> flow == Flow.NOTHING;
    };
  }

  boolean waits() {
    return asked != null || leaving;
  }

  boolean hears() {
    return flow == Flow.ALL || flow == Flow.PASSING;
  }
}

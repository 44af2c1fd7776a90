package dev.parley.features.tasks;

import dev.parley.features.conversations.ConversationId;
import dev.parley.features.messages.Message;
import dev.parley.features.messages.MessageId;
import dev.parley.features.messages.Messages;
import dev.parley.features.tasks.TaskOrder.Make;
import dev.parley.platform.kernel.Actor;
import dev.parley.platform.postgres.Transaction;
import dev.parley.protocol.Problem;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The messages that a batch makes tasks of, as far as those who make the tasks may read them. They
/// may until the transaction ends, and the messages stay as they are for as long.
final class Sources {
  /// Longest title that is taken from a message.
  static final int TITLE_LENGTH_MAX = 200;

  private final Map<Reading, Message> readable = new HashMap<>();

  private record Reading(Actor actor, TaskSource source) {
    ConversationId conversation() {
      return source.conversationId();
    }
  }

  private Sources() {}

  /// Reads what the orders name. Their writers' places in workspaces are held by then: everybody
  /// holds those before places in conversations.
  static Sources of(Transaction tx, Messages messages, List<TaskOrder> batch) {
    var sources = new Sources();
    var named = batch.stream().flatMap(Sources::readings).distinct().sorted(ORDER).toList();
    for (var reading : named) {
      var id = new MessageId(reading.source.messageId());
      messages
          .reading(tx, reading.actor, reading.conversation(), id)
          .ifPresent(message -> sources.readable.put(reading, message));
    }
    return sources;
  }

  private static final Comparator<Reading> ORDER =
      Comparator.comparing((Reading reading) -> reading.conversation().toString())
          .thenComparing(reading -> reading.actor.user().toString())
          .thenComparing(reading -> reading.source.messageId().toString());

  private static Stream<Reading> readings(TaskOrder order) {
    return order.steps().stream()
        .flatMap(step -> step instanceof Make make ? make.source().stream() : Stream.empty())
        .map(source -> new Reading(order.actor(), source));
  }

  /// What the task is to be: what its maker has left open, the message says. Refused alike where
  /// there is no such message and where the maker may not read it.
  TaskFields fields(Actor actor, Make make) {
    if (make.source().isEmpty()) return make.fields();
    @Nullable Message message = readable.get(new Reading(actor, make.source().get()));
    if (message == null) throw new Problem.NotFound("message").refused();
    return message
        .content()
        .map(content -> worded(make.fields(), content))
        .orElseThrow(() -> new Problem.Gone("message").refused());
  }

  private static TaskFields worded(TaskFields given, String content) {
    if (given.find(TaskField.TITLE).isPresent()) return given;
    var title = title(content);
    var titled = given.with(TaskField.TITLE, title);
    boolean told = given.find(TaskField.DESCRIPTION).isPresent() || title.equals(content.strip());
    return told ? titled : titled.with(TaskField.DESCRIPTION, content);
  }

  /// The first line that says something.
  static String title(String content) {
    var line = Optional.of(content.strip().lines().findFirst().orElseThrow().strip());
    return line.filter(text -> text.length() <= TITLE_LENGTH_MAX).orElseGet(() -> cut(line.get()));
  }

  private static String cut(String line) {
    int end = TITLE_LENGTH_MAX - 1;
    // Not between the halves of a character.
    if (Character.isHighSurrogate(line.charAt(end - 1))) end--;
    return line.substring(0, end).strip() + '\u2026';
  }
}

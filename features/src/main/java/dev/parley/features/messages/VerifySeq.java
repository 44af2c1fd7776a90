package dev.parley.features.messages;

import dev.parley.features.conversations.ConversationId;
import dev.parley.platform.kernel.TenantId;
import dev.parley.platform.postgres.Database;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/// Checks, for operators, what no constraint can: that each conversation's messages have the seqs
/// from 1 to its newest without gap or repeat, and that the log told of each in the same order. May
/// run while messages are sent.
public final class VerifySeq {
  private static final int PAGE = 200;

  private final Database database;

  public VerifySeq(Database database) {
    this.database = database;
  }

  /// What is wrong with one conversation.
  public record Fault(ConversationId conversation, String what) {}

  /// What was looked at, and what was found.
  public record Report(long conversations, long messages, List<Fault> faults) {
    public boolean sound() {
      return faults.isEmpty();
    }

    /// Both together.
    public Report and(Report other) {
      var all = Stream.concat(faults.stream(), other.faults.stream()).toList();
      return new Report(conversations + other.conversations, messages + other.messages, all);
    }
  }

  /// Looks at every conversation of a tenant.
  public Report check(TenantId tenant) {
    long conversations = 0;
    long messages = 0;
    var faults = new ArrayList<Fault>();
    var after = new UUID(0, 0);
    while (true) {
      var from = after;
      var page = database.snapshot(tenant, tx -> VerifyStore.page(tx.sql(), tenant, from, PAGE));
      for (var counted : page) {
        conversations++;
        messages += counted.messages();
        counted.faults().forEach(what -> faults.add(new Fault(counted.conversation(), what)));
      }
      if (page.size() < PAGE) return new Report(conversations, messages, List.copyOf(faults));
      after = page.getLast().conversation().value();
    }
  }
}

package dev.parley.platform.events;

import dev.parley.platform.kernel.TenantId;
import dev.parley.platform.postgres.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongConsumer;

/// The outbox on PostgreSQL: works in transactions of every scope. Those bound to a tenant may
/// publish for that tenant alone; the append scope may for many.
public final class TransactionalOutbox implements Outbox {
  private final Announcer announcer;
  private final LongConsumer confirmed;

  /// @param relay learns which commits have been announced
  public TransactionalOutbox(Announcer announcer, OutboxRelay relay) {
    this.announcer = announcer;
    this.confirmed = relay::confirm;
  }

  private TransactionalOutbox() {
    this.announcer = new Silent();
    this.confirmed = _ -> {};
  }

  /// For a process that hears and says nothing on the bus, such as an operator's command: the relay
  /// of a node finds what it commits, as after a crash.
  public static TransactionalOutbox leftToRelays() {
    return new TransactionalOutbox();
  }

  private static final class Silent implements Announcer {
    @Override
    public CompletionStage<Void> announce(List<Event> events) {
      return new CompletableFuture<>();
    }

    @Override
    public CompletionStage<Void> announceHeads(Map<TopicKey, Position> heads) {
      return new CompletableFuture<>();
    }
  }

  @Override
  public void publish(Transaction tx, TenantId tenant, EventDraft draft) {
    var drafts = tx.attachment(Drafts.class, () -> open(tx)).drafts;
    if (drafts.size() == EVENTS_MAX) {
      throw new IllegalStateException("A transaction publishes at most " + EVENTS_MAX + " events");
    }
    drafts.add(new EventStore.Draft(tenant, draft));
  }

  private Drafts open(Transaction tx) {
    var drafts = new Drafts();
    tx.beforeCommit(() -> {
      var appended = EventStore.append(tx.sql(), drafts.drafts);
      tx.afterCommit(() -> announce(appended));
    });
    return drafts;
  }

  private void announce(EventStore.Appended appended) {
    announcer.announce(appended.events()).thenRun(() -> confirmed.accept(appended.marker()));
  }

  private static final class Drafts {
    final List<EventStore.Draft> drafts = new ArrayList<>();
  }
}

package dev.parley.features.conversations;

import dev.parley.platform.kernel.Actor;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The SQL that moves watermarks. None ever moves back, nor past the newest message.
final class WatermarkStore {
  // A row that another transaction holds is looked at again once that one is done.
  private static final String MOVE =
      """
      update participant p set {mark} = least(:seq, c.current_seq)
      from conversation c, app_user u
      where p.tenant_id = :tenant and p.conversation_id = :conversation and p.user_id = :user
        and c.tenant_id = p.tenant_id and c.id = p.conversation_id
        and u.tenant_id = p.tenant_id and u.id = p.user_id and u.deactivated_at is null
        and p.{mark} < least(:seq, c.current_seq) and c.participant_count <= :people
      returning p.{mark} as seq, c.participant_count
      """;

  private static final String FIND =
      """
      select p.{mark} from participant p
      join app_user u on u.tenant_id = p.tenant_id and u.id = p.user_id and u.deactivated_at is null
      where p.tenant_id = :tenant and p.conversation_id = :conversation and p.user_id = :user
      """;

  private WatermarkStore() {}

  /// Which of a person's two watermarks, and in how large a company it is kept.
  enum Mark {
    READ("read_seq", Conversations.PEOPLE_MAX),
    DELIVERED("delivered_seq", Watermarks.ANNOUNCED_PEOPLE_MAX);

    private final String move;
    private final String find;
    private final int peopleMax;

    Mark(String column, int peopleMax) {
      this.peopleMax = peopleMax;
      move = MOVE.replace("{mark}", column);
      find = FIND.replace("{mark}", column);
    }
  }

  /// Where a watermark has come to, and in how large a company.
  record Moved(long seq, int participantCount) {}

  /// Moves a watermark up; empty when it is that far already, not kept, or not there.
  static Optional<Moved> move(
      Handle sql, Mark mark, Actor actor, ConversationId conversation, long seq) {
    return sql.createQuery(mark.move)
        .bind("tenant", actor.tenant().value())
        .bind("conversation", conversation.value())
        .bind("user", actor.user().value())
        .bind("seq", seq)
        .bind("people", mark.peopleMax)
        .map((row, _) -> new Moved(row.getLong("seq"), row.getInt("participant_count")))
        .findOne();
  }

  static Optional<Long> find(Handle sql, Mark mark, Actor actor, ConversationId conversation) {
    return sql.createQuery(mark.find)
        .bind("tenant", actor.tenant().value())
        .bind("conversation", conversation.value())
        .bind("user", actor.user().value())
        .mapTo(Long.class)
        .findOne();
  }
}

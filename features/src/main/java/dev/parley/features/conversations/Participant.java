package dev.parley.features.conversations;

import dev.parley.platform.kernel.UserId;
import java.time.Instant;

/// A person in a conversation, with the person's watermarks.
public record Participant(
    UserId userId,
    String displayName,
    ParticipantRole role,
    long readSeq,
    long deliveredSeq,
    Instant joinedAt) {}

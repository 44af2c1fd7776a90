package dev.parley.crdt;

import dev.parley.crdt.codec.Limits;
import java.util.Optional;

/// How a document is to be.
///
/// @param client who edits here; random if absent
/// @param collectsDeleted whether the content of what is deleted is dropped; snapshots and undo of
///   others need it
/// @param tidiesFormats whether redundant formats are deleted after updates of others, as the
///   documents of editors do; one that only relays updates need not
/// @param limits what updates of others may ask for
public record DocOptions(
    Optional<Long> client, boolean collectsDeleted, boolean tidiesFormats, Limits limits) {
  public static final DocOptions DEFAULT =
      new DocOptions(Optional.empty(), true, true, Limits.DEFAULT);

  public DocOptions withClient(long id) {
    return new DocOptions(Optional.of(id), collectsDeleted, tidiesFormats, limits);
  }

  public DocOptions keepingDeleted() {
    return new DocOptions(client, false, tidiesFormats, limits);
  }

  public DocOptions leavingFormats() {
    return new DocOptions(client, collectsDeleted, false, limits);
  }

  /// Takes no more than these limits from others.
  public DocOptions within(Limits narrower) {
    return new DocOptions(client, collectsDeleted, tidiesFormats, narrower);
  }
}

package dev.parley.crdt;

import java.util.Optional;

/// How a document is to be.
///
/// @param client who edits here; random if absent
/// @param collectsDeleted whether the content of what is deleted is dropped; snapshots and undo of
///   others need it
/// @param tidiesFormats whether redundant formats are deleted after updates of others, as the
///   documents of editors do; one that only relays updates need not
public record DocOptions(Optional<Long> client, boolean collectsDeleted, boolean tidiesFormats) {
  public static final DocOptions DEFAULT = new DocOptions(Optional.empty(), true, true);

  public DocOptions withClient(long id) {
    return new DocOptions(Optional.of(id), collectsDeleted, tidiesFormats);
  }

  public DocOptions keepingDeleted() {
    return new DocOptions(client, false, tidiesFormats);
  }

  public DocOptions leavingFormats() {
    return new DocOptions(client, collectsDeleted, false);
  }
}

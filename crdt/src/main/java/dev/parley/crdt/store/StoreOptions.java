package dev.parley.crdt.store;

/// How a document keeps itself tidy.
///
/// @param collect whether the content of what is deleted is dropped
/// @param tidyFormats whether formats that became redundant by updates of others are deleted
public record StoreOptions(boolean collect, boolean tidyFormats) {}

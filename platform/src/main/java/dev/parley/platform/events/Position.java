package dev.parley.platform.events;

/// A place in a topic's log: `offset` is the last event seen (0: none yet), `epoch` names the life
/// of the log, so that an offset from before a restore is never mistaken for one of today.
public record Position(String epoch, long offset) {}

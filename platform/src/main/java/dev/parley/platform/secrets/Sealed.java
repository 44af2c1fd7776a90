package dev.parley.platform.secrets;

/// A value that only the holder of the master key can read, in the form in which it is stored.
public record Sealed(String text) {}

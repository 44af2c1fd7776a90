package dev.parley.crdt.codec;

/// Bytes that are no update, or more than the limits allow.
public final class MalformedUpdate extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public MalformedUpdate(String message) {
    super(message);
  }
}

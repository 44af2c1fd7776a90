package dev.parley.crdt.codec;

/// Bytes that are no update, or more than the limits allow.
public final class MalformedUpdate extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Reason reason;

  /// Why bytes are refused. The codes do not change, so that programs can tell them apart.
  public enum Reason {
    MALFORMED("malformed"),
    TOO_LARGE("update-too-large"),
    TOO_MANY_CLIENTS("too-many-clients"),
    TOO_MANY_STRUCTS("too-many-structs"),
    TOO_MANY_RANGES("too-many-ranges"),
    KEY_TOO_LONG("key-too-long"),
    TOO_DEEP("value-too-deep"),
    CLOCK_TOO_LARGE("clock-too-large"),

    /// The update itself may be good: it needs others that have not come, and too much waits for
    /// such already. It can be sent again when they have come.
    TOO_MUCH_WAITS("too-much-waits");

    private final String code;

    Reason(String code) {
      this.code = code;
    }

    public String code() {
      return code;
    }
  }

  public MalformedUpdate(String message) {
    this(Reason.MALFORMED, message);
  }

  public MalformedUpdate(Reason reason, String message) {
    super(reason.code + ": " + message);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }

  public String code() {
    return reason.code;
  }
}

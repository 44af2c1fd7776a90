package dev.parley.protocol;

/// Why a WebSocket was closed, and what the client should do about it (RFC 6455, section 7.4; the
/// 4000 range is for applications).
public enum CloseCode {
  NORMAL(1000, Advice.RECONNECT),
  GOING_AWAY(1001, Advice.RECONNECT),
  TOO_BIG(1009, Advice.TERMINAL),
  MALFORMED(4400, Advice.TERMINAL),
  UNAUTHENTICATED(4401, Advice.SIGN_IN),
  FORBIDDEN(4403, Advice.TERMINAL),
  HEARTBEAT_MISSED(4408, Advice.RECONNECT),
  SLOW_READER(4413, Advice.RECONNECT),
  FLOODING(4429, Advice.RECONNECT_LATER),
  SERVER_FAULT(4500, Advice.RECONNECT);

  /// What a client does after the close.
  public enum Advice {
    RECONNECT,
    /// Not before 30 seconds have passed.
    RECONNECT_LATER,
    SIGN_IN,
    TERMINAL
  }

  private final int code;
  private final Advice advice;

  CloseCode(int code, Advice advice) {
    this.code = code;
    this.advice = advice;
  }

  public int code() {
    return code;
  }

  public Advice advice() {
    return advice;
  }
}

package dev.parley.gateway.websocket;

/// How a client can break the rules of the transport, with the close code that RFC 6455 (section
/// 7.4.1) has for it.
enum Breach {
  /// A frame that may not be there.
  PROTOCOL(1002),
  /// Bytes that are not what they are said to be: no UTF-8, or not compressed.
  DATA(1007),
  /// More than is read.
  SIZE(1009);

  private final int closeCode;

  Breach(int closeCode) {
    this.closeCode = closeCode;
  }

  int closeCode() {
    return closeCode;
  }
}

package dev.parley.gateway.websocket;

/// Who hears a client: whole messages, and whatever else there is to know of its connection. Called
/// on the connection's event loop alone.
interface Receiver {
  void text(byte[] message);

  void binary(byte[] message);

  /// A ping or a pong; false when it is one too many, and not to be answered.
  boolean control();

  /// What came cannot be understood. The receiver closes; no message follows.
  void broken(Breach breach, String detail);

  /// A fault of this side. The receiver closes.
  void failed();

  /// Something arrived, whatever it is.
  void heard();

  /// The transport takes more again.
  void writable();

  /// The connection has gone. Nothing is called after it.
  void gone();
}

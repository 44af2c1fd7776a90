package dev.parley.client;

/// Opens sockets. The listener hears `closed` exactly once for every call of `open`, also when the
/// handshake fails; it may be called on any thread, one call after another.
interface Transport {
  /// The socket broke without a close frame, or never came to be.
  int BROKEN = 1006;

  /// The handshake was answered with 401, or the server closed with the other; also as close codes.
  int UNAUTHENTICATED = 4401;

  int FORBIDDEN = 4403;

  Socket open(String token, Listener listener);

  interface Socket {
    /// Sends a text frame after those before it.
    void send(String text);

    /// Starts the end; `closed` follows.
    void close(int code);
  }

  interface Listener {
    /// A whole text frame. The next one comes after `more` has been run.
    void text(String text, Runnable more);

    /// Something other than text came: the other end lives.
    void heard();

    void closed(int code);
  }
}

package dev.parley.gateway.websocket;

import dev.parley.gateway.Session;
import dev.parley.protocol.CloseCode;

/// Hands what a client says to its session.
record SessionReceiver(Session session) implements Receiver {
  @Override
  public void text(byte[] message) {
    session.text(message);
  }

  @Override
  public void binary(byte[] message) {
    throw new IllegalStateException("Sessions take no bytes");
  }

  @Override
  public boolean control() {
    return session.control();
  }

  @Override
  public void broken(Breach breach, String detail) {
    var code =
        switch (breach) {
          case PROTOCOL, DATA -> CloseCode.MALFORMED;
          case SIZE -> CloseCode.TOO_BIG;
        };
    session.close(code, detail);
  }

  @Override
  public void failed() {
    session.close(CloseCode.SERVER_FAULT, "");
  }

  @Override
  public void heard() {
    session.heard();
  }

  @Override
  public void writable() {
    session.writable();
  }

  @Override
  public void gone() {
    session.gone();
  }
}

package dev.parley.gateway.sending;

final class SocketSendsTest extends SendsContract {
  @Override
  Sends open() {
    return new SocketSends();
  }

  @Override
  void close(Sends sends) {}
}

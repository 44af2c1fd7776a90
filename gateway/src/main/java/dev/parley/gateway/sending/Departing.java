package dev.parley.gateway.sending;

/// One who sends, and is told what became of it.
public interface Departing {
  /// So many bytes were taken by the kernel: all, fewer, or none while it has no room. Called once
  /// for each send, on the loop, within [Sends#send] or [Sends#depart].
  void departed(int bytes);

  /// The connection can send no more.
  void broken();
}

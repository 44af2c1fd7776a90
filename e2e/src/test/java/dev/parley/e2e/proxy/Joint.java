package dev.parley.e2e.proxy;

import java.net.Socket;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// One connection through a proxy: a lane each way, and two threads for each lane.
final class Joint {
  private final Socket client;
  private final Socket service;
  private final AtomicInteger writing = new AtomicInteger(2);
  private final List<Thread> threads;

  Joint(Socket client, Socket service, Sky toService, Sky toClient, Runnable ended) {
    this.client = client;
    this.service = service;
    var there = new Lane(client, service, toService);
    var back = new Lane(service, client, toClient);
    threads =
        List.of(
            thread(there::read),
            thread(back::read),
            thread(() -> write(there, ended)),
            thread(() -> write(back, ended)));
  }

  private interface Step {
    void run() throws InterruptedException;
  }

  private static Thread thread(Step step) {
    return Thread.ofVirtual()
        .name("proxy")
        .unstarted(() -> {
          try {
            step.run();
          } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
          }
        });
  }

  private void write(Lane lane, Runnable ended) throws InterruptedException {
    lane.write();
    if (writing.decrementAndGet() > 0) return;
    cut();
    ended.run();
  }

  void start() {
    threads.forEach(Thread::start);
  }

  /// Breaks it, at both ends and whatever the weather.
  void cut() {
    Lane.reset(client);
    Lane.reset(service);
    threads.forEach(Thread::interrupt);
  }
}

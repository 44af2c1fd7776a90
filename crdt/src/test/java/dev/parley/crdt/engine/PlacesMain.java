package dev.parley.crdt.engine;

import dev.parley.crdt.Doc;
import dev.parley.crdt.DocOptions;
import dev.parley.crdt.RelativePosition;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.Random;

/// Measures CPU time of finding places in large lists and texts: `PlacesMain [ROUNDS]`.
public final class PlacesMain {
  private static final long CPU_UNIT = 10_000;
  private static final int WORDS = 20_000;

  private PlacesMain() {}

  public static void main(String[] args) {
    var rounds = args.length > 0 ? Integer.parseInt(args[0]) : 3;
    for (var round = 0; round < rounds; round++) measure();
  }

  private static void measure() {
    timed("10,000 random inserts between updates of others", PlacesMain::meet);
    timed("10,000 random inserts into a text with formats", PlacesMain::formatted);
    timed("10,000 keystrokes at one place in a text with formats", PlacesMain::typing);
    timed("200,000 keystrokes at the end of one run", PlacesMain::run);
    timed("100,000 keystrokes of somebody else in one run", PlacesMain::remoteRun);
    timed("20,000 random reads of an array", PlacesMain::reads);
    timed("10,000 relative positions, and back", PlacesMain::positions);
  }

  /// A text of so many words, each an item of its own.
  private static Doc scattered(long client, boolean bold) {
    var doc = new Doc(DocOptions.DEFAULT.withClient(client));
    var random = new Random(5);
    var text = doc.text("t");
    for (var i = 0; i < WORDS; i++) text.insert(random.nextInt(text.length() + 1), "word ");
    for (var i = 0; bold && i < WORDS / 10; i++) {
      text.format(random.nextInt(text.length() - 10), 5, Map.of("bold", true));
    }
    return doc;
  }

  private static void meet() {
    var ada = scattered(1, false);
    var bob = new Doc(DocOptions.DEFAULT.withClient(2));
    bob.applyUpdate(ada.encodeState());
    ada.onUpdate((update, from) -> {
      if (from.local()) bob.applyUpdate(update);
    });
    bob.onUpdate((update, from) -> {
      if (from.local()) ada.applyUpdate(update);
    });
    var random = new Random(6);
    for (var i = 0; i < 5_000; i++) {
      ada.text("t").insert(random.nextInt(ada.text("t").length()), "a");
      bob.text("t").insert(random.nextInt(ada.text("t").length()), "b");
    }
    check(ada.text("t").toString().equals(bob.text("t").toString()));
  }

  private static void formatted() {
    var text = scattered(1, true).text("t");
    var random = new Random(6);
    for (var i = 0; i < 10_000; i++) text.insert(random.nextInt(text.length()), "x");
    check(text.length() == 5 * WORDS + 10_000);
  }

  private static void typing() {
    var text = scattered(1, true).text("t");
    for (var i = 0; i < 10_000; i++) text.insert(50_000 + i, "x");
    check(text.length() == 5 * WORDS + 10_000);
  }

  private static void run() {
    var text = new Doc().text("t");
    for (var i = 0; i < 200_000; i++) text.insert(i, "x");
    check(text.length() == 200_000);
  }

  private static void remoteRun() {
    var ada = new Doc();
    var bob = new Doc();
    ada.onUpdate((update, from) -> bob.applyUpdate(update));
    for (var i = 0; i < 100_000; i++) ada.text("t").insert(i, "x");
    check(bob.text("t").length() == 100_000);
  }

  private static void reads() {
    var array = new Doc().array("a");
    var random = new Random(5);
    for (var i = 0; i < WORDS; i++) array.insert(random.nextInt(i + 1), (long) i);
    var sum = 0L;
    for (var i = 0; i < WORDS; i++) if (array.get(i) instanceof Long number) sum += number;
    check(sum == (WORDS - 1L) * WORDS / 2);
  }

  private static void positions() {
    var doc = scattered(1, false);
    var random = new Random(6);
    for (var i = 0; i < 10_000; i++) {
      var index = random.nextInt(5 * WORDS);
      check(RelativePosition.of(doc.text("t"), index, 0).resolve(doc).orElse(-1) == index);
    }
  }

  private static void check(boolean right) {
    if (!right) throw new IllegalStateException("another result");
  }

  private static void timed(String name, Runnable work) {
    var threads = ManagementFactory.getThreadMXBean();
    var start = threads.getCurrentThreadCpuTime();
    work.run();
    var used = (threads.getCurrentThreadCpuTime() - start) / CPU_UNIT;
    System.out.println(name + ": " + used / 100.0 + " ms");
  }
}

package dev.parley.protocol;

import java.time.Duration;

/// The numbers of the wire. Both sides may rely on them; `ready` repeats those that a client needs.
public final class Limits {
  /// Longest frame from a client, in bytes.
  public static final int FRAME_BYTES_MAX = 65_536;

  /// Deepest nesting of a client's frame, where the envelope itself is 1.
  public static final int DEPTH_MAX = 32;

  /// Most object keys of a client's frame, all levels together.
  public static final int KEYS_MAX = 1_000;

  /// Most characters of one number.
  public static final int NUMBER_LENGTH_MAX = 32;

  /// Longest `id` of a command, in UTF-16 units.
  public static final int COMMAND_ID_LENGTH_MAX = 64;

  /// Longest `clientId` of a message, in UTF-16 units.
  public static final int CLIENT_ID_LENGTH_MAX = 64;

  /// Most topics that one connection may be subscribed to.
  public static final int TOPICS_MAX = 500;

  /// Longest text of a message, in UTF-16 units.
  public static final int CONTENT_LENGTH_MAX = 10_000;

  /// Most bytes of a message's metadata, written as JSON.
  public static final int METADATA_BYTES_MAX = 4_096;

  /// Deepest nesting of a message's metadata, where the object itself is 1, so that whatever
  /// carries a message can be written and read.
  public static final int METADATA_DEPTH_MAX = 16;

  /// Most tasks that a message cites.
  public static final int CITED_TASKS_MAX = 20;

  /// Most bytes of a signal's data, written as JSON.
  public static final int SIGNAL_BYTES_MAX = 16_384;

  /// Longest name of a signal, in characters.
  public static final int SIGNAL_NAME_LENGTH_MAX = 64;

  /// Frames that a connection may send each second, evenly.
  public static final int FRAMES_PER_SECOND = 100;

  /// Frames that a connection may send at once after a silence.
  public static final int FRAMES_BURST = 200;

  /// The server pings after so long a silence.
  public static final Duration HEARTBEAT = Duration.ofSeconds(25);

  /// A connection is closed when nothing came from the other side for so long.
  public static final Duration HEARTBEAT_TIMEOUT = Duration.ofSeconds(60);

  /// Most events in the reply of one `subscribe`.
  public static final int REPLY_EVENTS_MAX = 500;

  /// Most bytes of events in the reply of one `subscribe`.
  public static final int REPLY_BYTES_MAX = 524_288;

  /// A topic is recovered at most so many events back.
  public static final int RECOVERY_EVENTS_MAX = 10_000;

  /// A topic is recovered at most so long back.
  public static final Duration RECOVERY_AGE_MAX = Duration.ofHours(24);

  /// So long before the access token expires, `token.expiring` is sent.
  public static final Duration TOKEN_EXPIRING_BEFORE = Duration.ofSeconds(60);

  /// Typing is shown for so long after the last `typing.start`.
  public static final Duration TYPING_SHOWN = Duration.ofSeconds(5);

  /// Most topics that one connection looks at.
  public static final int VIEWINGS_MAX = 20;

  /// Most people who are named as looking at a topic.
  public static final int VIEWERS_SHOWN_MAX = 100;

  /// Who looks at a topic says so again after so long.
  public static final Duration VIEWING_BEAT = Duration.ofSeconds(30);

  /// Who has not said so for so long looks on no more, unless the server is configured otherwise.
  public static final Duration VIEWING_GONE = Duration.ofSeconds(60);

  /// After close code 4429, a client stays away for so long.
  public static final Duration FLOODING_PAUSE = Duration.ofSeconds(30);

  private Limits() {}
}

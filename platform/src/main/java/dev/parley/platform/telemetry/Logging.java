package dev.parley.platform.telemetry;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import net.logstash.logback.encoder.LogstashEncoder;
import net.logstash.logback.fieldnames.LogstashFieldNames;
import org.slf4j.LoggerFactory;

/// Sets up the log of this process, on standard error: one JSON object a line (which also keeps
/// line breaks in a value from forging lines), or lines for people on a terminal.
public final class Logging {
  /// Libraries that are chatty at `info`.
  private static final String[] CALMED = {
    "io.netty", "io.vertx", "io.lettuce", "org.flywaydb", "com.zaxxer.hikari", "org.jdbi"
  };

  /// What warns at every attempt of what we tell once ourselves.
  private static final String[] HUSHED = {"io.lettuce.core.cluster.topology"};

  private Logging() {}

  /// Replaces whatever was set up before.
  ///
  /// @param node the name of this process in every line
  public static void configure(String level, boolean forPeople, String node) {
    var context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    var appender = new ConsoleAppender<ILoggingEvent>();
    appender.setContext(context);
    appender.setTarget("System.err");
    appender.setEncoder(forPeople ? lines(context) : json(context, node));
    appender.start();
    var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.toLevel(level, Level.INFO));
    root.addAppender(appender);
    if (root.getLevel().isGreaterOrEqual(Level.INFO)) {
      for (var name : CALMED) context.getLogger(name).setLevel(Level.WARN);
      for (var name : HUSHED) context.getLogger(name).setLevel(Level.ERROR);
    }
  }

  private static Encoder<ILoggingEvent> lines(LoggerContext context) {
    var encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern("%d{HH:mm:ss.SSS} %-5level %logger{0}: %msg%replace( %kvp){'^ $',''}%n%ex");
    encoder.start();
    return encoder;
  }

  private static Encoder<ILoggingEvent> json(LoggerContext context, String node) {
    var names = new LogstashFieldNames();
    names.setTimestamp("timestamp");
    names.setLevelValue("[ignore]");
    names.setVersion("[ignore]");
    var encoder = new LogstashEncoder();
    encoder.setContext(context);
    encoder.setFieldNames(names);
    encoder.setTimeZone("UTC");
    encoder.setCustomFields("{\"node\":\"" + node + "\"}");
    encoder.start();
    return encoder;
  }
}

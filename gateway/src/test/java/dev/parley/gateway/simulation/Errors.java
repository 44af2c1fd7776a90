package dev.parley.gateway.simulation;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.parley.gateway.simulation.time.Violation;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.LoggerFactory;

/// Hears what the gateway logs as an error, since that is where accidents end that harm nobody
/// else. Everything else it logs is left out.
final class Errors extends AppenderBase<ILoggingEvent> implements AutoCloseable {
  private final Logger logger = (Logger) LoggerFactory.getLogger("dev.parley.gateway");
  private final Level level = logger.getLevel();
  private final boolean additive = logger.isAdditive();
  private final List<String> accidents = new ArrayList<>();

  Errors() {
    setContext(logger.getLoggerContext());
    start();
    logger.setLevel(Level.ERROR);
    logger.setAdditive(false);
    logger.addAppender(this);
  }

  @Override
  protected void append(ILoggingEvent event) {
    // That a command failed is answered, and may be, since its log may fail.
    if (event.getMessage().startsWith("The command")) return;
    var cause = event.getThrowableProxy();
    accidents.add(event.getFormattedMessage() + (cause == null ? "" : ": " + cause.getMessage()));
  }

  void demandNone() {
    Violation.unless(accidents.isEmpty(), "Accidents:", accidents);
  }

  @Override
  public void close() {
    logger.detachAppender(this);
    logger.setAdditive(additive);
    logger.setLevel(level);
    stop();
  }
}

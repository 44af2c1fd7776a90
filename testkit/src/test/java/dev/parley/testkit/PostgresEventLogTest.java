package dev.parley.testkit;

import dev.parley.platform.events.EventLog;
import dev.parley.platform.events.PostgresEventLog;

class PostgresEventLogTest extends EventLogContract {
  @Override
  EventLog log(PostgresEventLog truth) {
    return truth;
  }
}

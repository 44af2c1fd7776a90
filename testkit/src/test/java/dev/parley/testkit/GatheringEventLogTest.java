package dev.parley.testkit;

import dev.parley.platform.events.EventLog;
import dev.parley.platform.events.GatheringEventLog;
import dev.parley.platform.events.PostgresEventLog;

class GatheringEventLogTest extends EventLogContract {
  @Override
  EventLog log(PostgresEventLog truth) {
    return new GatheringEventLog(truth);
  }
}

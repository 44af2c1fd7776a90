package dev.parley.app.server;

import dev.parley.features.assignments.Departures;
import dev.parley.features.conversations.Participants;
import dev.parley.features.enrolment.Arrivals;
import dev.parley.features.enrolment.EnrolmentAgent;
import dev.parley.features.enrolment.EnrolmentRoutes;
import dev.parley.features.enrolment.EnrolmentRules;
import dev.parley.features.enrolment.EnrolmentRuns;
import dev.parley.features.identity.PersonEnded;
import dev.parley.features.workspaces.MembershipEndings;
import dev.parley.features.workspaces.Memberships;
import dev.parley.features.workspaces.Workspaces;
import dev.parley.platform.events.Outbox;
import dev.parley.platform.events.PostgresEventLog;
import dev.parley.platform.http.Routes;
import dev.parley.platform.postgres.Database;
import java.time.InstantSource;
import java.util.List;

/// How people come into workspaces by rule, and how they go with their place in the tenant: for a
/// server, and for an operator's command.
public record Enrolment(
    Database database,
    EnrolmentRules rules,
    EnrolmentRuns runs,
    Arrivals arrivals,
    PersonEnded ended,
    InstantSource clock) {

  public static Enrolment wire(Database database, Outbox outbox, InstantSource clock) {
    var departures = new Participants.Departures(outbox, clock).then(new Departures(clock));
    var log = new PostgresEventLog(database, clock);
    var workspaces = new Workspaces(database, outbox, log, departures, clock);
    var memberships = new Memberships(workspaces, database, outbox, log);
    var admissions = new Participants.Admissions(outbox, clock);
    var doors = new EnrolmentRuns.Doors(workspaces, memberships, admissions);
    var runs = new EnrolmentRuns(database, doors, outbox, clock);
    var arrivals = new Arrivals(runs);
    var ended =
        arrivals
            .then(new MembershipEndings(outbox, departures))
            .then(new Participants.Successions(outbox, clock));
    var rules = new EnrolmentRules(database, workspaces, admissions, runs);
    return new Enrolment(database, rules, runs, arrivals, ended, clock);
  }

  void startAgents(Closing closing) {
    closing.add("enrolment", EnrolmentAgent.start(database, runs));
    closing.add("the sweep of enrolment", EnrolmentAgent.startSweep(database, clock));
  }

  List<Routes> routes() {
    return List.of(new EnrolmentRoutes(rules));
  }
}

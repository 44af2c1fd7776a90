package dev.parley.gateway;

import java.util.Optional;

/// One command that a session has accepted and owes an answer.
record Command(Session session, Optional<String> id, String type, String payload) {}

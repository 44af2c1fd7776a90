/// How people prove who they are, and for how long it holds: passwords, sessions, tokens, tickets.
///
/// A session is one sign-in of one device. It holds while its newest refresh token is used in time;
/// a refresh token is used once, and whoever uses one twice ends the session, since one of the two
/// was a thief. Access tokens live minutes and are checked against ended sessions. Five failures in
/// fifteen minutes shut an account's door to strangers; a device that has been in before has a
/// count of its own, so that nobody locks the owner out. Nothing that opens a door is kept in the
/// clear. Tables: session, device, refresh_token, login_attempt, ticket, signing_key.
@NullMarked
package dev.parley.features.signin;

import org.jspecify.annotations.NullMarked;

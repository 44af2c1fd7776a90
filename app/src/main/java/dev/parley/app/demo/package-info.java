/// The demo's people and talk: meetings that were really held, read from transcripts and sent into
/// conversations, so that whoever tries Parley finds something to read.
@NullMarked
package dev.parley.app.demo;

import org.jspecify.annotations.NullMarked;

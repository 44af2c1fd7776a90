/// WebSocket frames as the generator writes and reads them: masked once and sent often; cut
/// straight out of the read buffer; with a mark in each message by which it is known again.
@NullMarked
package dev.parley.bench.frames;

import org.jspecify.annotations.NullMarked;

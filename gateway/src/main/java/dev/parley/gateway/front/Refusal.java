package dev.parley.gateway.front;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import java.nio.charset.StandardCharsets;

/// What a connection is told that goes no further: an HTTP/1.1 answer, then the end.
enum Refusal {
  HEAD_TOO_SLOW(408, "Request Timeout", "invalid", "The request head took too long"),
  FULL(503, "Service Unavailable", "unavailable", "Too many connections"),
  TOO_MANY_FROM_ADDRESS(429, "Too Many Requests", "rate_limited", "Too many connections from here"),
  NO_HTTP(503, "Service Unavailable", "unavailable", "Not available at the moment");

  private final String answer;

  Refusal(int status, String reason, String code, String title) {
    var body =
        "{\"type\":\"urn:parley:problem:%s\",\"code\":\"%s\",\"title\":\"%s\",\"status\":%d}"
            .formatted(code, code, title, status);
    var head =
        "HTTP/1.1 %d %s\r\nContent-Type: application/problem+json\r\nContent-Length: %d\r\n"
            .formatted(status, reason, body.length());
    answer = head + "Retry-After: 5\r\nConnection: close\r\n\r\n" + body;
  }

  void answer(Channel channel) {
    channel
        .writeAndFlush(Unpooled.copiedBuffer(answer, StandardCharsets.US_ASCII))
        .addListener(ChannelFutureListener.CLOSE);
  }
}

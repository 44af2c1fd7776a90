package dev.parley.gateway.websocket;

import dev.parley.platform.kernel.Json;
import dev.parley.protocol.Problem;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/// Answers a request that is not let in with problem+json, and closes.
final class HttpRefusal {
  private static final int RETRY_AFTER_SECONDS = 2;

  private HttpRefusal() {}

  static void send(Channel channel, Problem problem) {
    send(channel, problem, problem.status(), "");
  }

  /// @param headers more header lines, each with its line end
  static void send(Channel channel, Problem problem, int status, String headers) {
    var body = body(problem, status).getBytes(StandardCharsets.UTF_8);
    var head =
        "HTTP/1.1 "
            + HttpResponseStatus.valueOf(status)
            + "\r\nContent-Type: application/problem+json\r\nContent-Length: "
            + body.length
            + "\r\nCache-Control: no-store\r\nConnection: close\r\n"
            + headers
            + advice(problem)
            + "\r\n";
    var bytes = channel.alloc().directBuffer(head.length() + body.length);
    ByteBufUtil.writeAscii(bytes, head);
    bytes.writeBytes(body);
    channel.writeAndFlush(bytes).addListener(ChannelFutureListener.CLOSE);
  }

  private static String advice(Problem problem) {
    return switch (problem) {
      case Problem.Unauthenticated _ -> "WWW-Authenticate: Bearer\r\n";
      case Problem.TokenExpired _ -> "WWW-Authenticate: Bearer error=\"invalid_token\"\r\n";
      case Problem.Unavailable _ -> "Retry-After: " + RETRY_AFTER_SECONDS + "\r\n";
      case Problem.RateLimited(var after) ->
          "Retry-After: " + Math.max(1, after.toSeconds()) + "\r\n";
      default -> "";
    };
  }

  private static String body(Problem problem, int status) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("type", "urn:parley:problem:" + problem.code());
    body.put("code", problem.code());
    body.put("title", problem.title());
    body.put("status", status);
    body.put("detail", problem.detail());
    body.put("traceId", UUID.randomUUID().toString().replace("-", ""));
    if (!problem.field().isEmpty()) body.put("field", problem.field());
    if (problem instanceof Problem.RateLimited(var after)) {
      body.put("retryAfterMs", Math.max(1, after.toMillis()));
    }
    return Json.write(body);
  }
}

package dev.parley.platform.net;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/// Where Redis is, as an operator writes it: `redis://user:password@host:port` is one server;
/// `redis-cluster://user:password@host:port,host:port` names nodes of a cluster, which knows its
/// others, and so does `redis://` with several hosts. With `rediss` for `redis` it is TLS.
///
/// @param urls one for each server that is named, with what is secret in them
public record RedisAddress(List<String> urls, boolean cluster) {
  private static final String SOCKET = "redis-socket://";
  private static final String HOST = "(?:[\\w.-]+|\\[[0-9a-fA-F:.]+])(?::\\d{1,5})?";
  private static final Pattern FORM =
      Pattern.compile(
          "(?<scheme>rediss?)(?<cluster>-cluster)?://(?<login>[^@/]*@)?"
              + ("(?<hosts>" + HOST + "(?:," + HOST + ")*)/?(?<rest>\\d*(?:\\?\\S*)?)"));

  public RedisAddress {
    urls = List.copyOf(urls);
  }

  /// Reads an address; throws IllegalArgumentException with what was expected, never with the text.
  public static RedisAddress parse(String text) {
    if (text.startsWith(SOCKET)) return new RedisAddress(List.of(text), false);
    var form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "redis://host:port, or redis-cluster://host:port,host:port for a cluster");
    }
    var hosts = form.group("hosts").split(",");
    if (form.group("cluster") == null && hosts.length == 1) {
      return new RedisAddress(List.of(text), false);
    }
    if (!form.group("rest").isEmpty()) {
      throw new IllegalArgumentException("a cluster's hosts alone: it has no numbered databases");
    }
    var login = form.group("login") == null ? "" : form.group("login");
    var start = form.group("scheme") + "://" + login;
    return new RedisAddress(Arrays.stream(hosts).map(host -> start + host).toList(), true);
  }

  /// The servers alone, without what is secret.
  @Override
  public String toString() {
    return String.join(",", urls.stream().map(RedisAddress::host).toList());
  }

  private static String host(String url) {
    return url.replaceFirst("^[\\w-]+://([^@/]*@)?", "").replaceFirst("[/?].*$", "");
  }
}

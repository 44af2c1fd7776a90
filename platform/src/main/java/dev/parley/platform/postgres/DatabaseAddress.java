package dev.parley.platform.postgres;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;

/// Where a database is, and as whom to log in. Prints without the password.
public record DatabaseAddress(String jdbcUrl, String user, String password) {
  private static final String JDBC = "jdbc:";

  /// Reads `postgresql://user:password@host:port/database?option=…`, with or without `jdbc:` before
  /// it; user and password may also stand among the options.
  public static DatabaseAddress parse(String url) {
    var text = url.startsWith(JDBC) ? url.substring(JDBC.length()) : url;
    int authority = text.indexOf("://") + 3;
    if (!text.startsWith("postgresql://") && !text.startsWith("postgres://")) {
      throw new IllegalArgumentException("A database URL starts with postgresql://");
    }
    int options = text.indexOf('?') < 0 ? text.length() : text.indexOf('?');
    int path = text.indexOf('/', authority);
    if (path < 0 || path > options || path + 1 == options) {
      throw new IllegalArgumentException("A database URL ends with /database");
    }
    var login = new Login("", "");
    int at = text.lastIndexOf('@', path);
    if (at >= authority) login = login.from(text.substring(authority, at));
    var rest = new ArrayList<String>();
    if (options < text.length()) {
      for (var option : text.substring(options + 1).split("&")) {
        if (option.startsWith("user=")) {
          login = new Login(decoded(option.substring(5)), login.password);
        } else if (option.startsWith("password=")) {
          login = new Login(login.user, decoded(option.substring(9)));
        } else {
          rest.add(option);
        }
      }
    }
    var place = text.substring(Math.max(at + 1, authority), options);
    var query = rest.isEmpty() ? "" : "?" + String.join("&", rest);
    return new DatabaseAddress("jdbc:postgresql://" + place + query, login.user, login.password);
  }

  private record Login(String user, String password) {
    Login from(String text) {
      int colon = text.indexOf(':');
      return colon < 0
          ? new Login(decoded(text), password)
          : new Login(decoded(text.substring(0, colon)), decoded(text.substring(colon + 1)));
    }
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  /// The same with one more option of the driver.
  DatabaseAddress with(String option, String value) {
    var glue = jdbcUrl.indexOf('?') < 0 ? '?' : '&';
    return new DatabaseAddress(jdbcUrl + glue + option + '=' + value, user, password);
  }

  @Override
  public String toString() {
    return jdbcUrl + " as " + user;
  }
}

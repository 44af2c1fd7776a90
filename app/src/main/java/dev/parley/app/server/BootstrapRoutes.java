package dev.parley.app.server;

import dev.parley.app.demo.Demo;
import dev.parley.platform.http.Api;
import dev.parley.platform.http.Response;
import dev.parley.platform.http.Routes;
import java.util.List;
import java.util.Optional;

/// What a client needs before it signs in.
record BootstrapRoutes(Optional<Visitors> demo) implements Routes {

  /// Who can sign in where the server runs as a demo, and how.
  record Visitors(String tenant, List<Person> people, String password) {}

  record Person(String email, String displayName) {}

  static BootstrapRoutes of(Optional<Demo> demo) {
    return new BootstrapRoutes(
        demo.map(it ->
            new Visitors(
                Demo.TENANT,
                it.names().stream().map(name -> new Person(Demo.email(name), name)).toList(),
                Demo.PASSWORD)));
  }

  private record Bootstrap(
      String name, String version, String websocketPath, Optional<Visitors> demo) {}

  @Override
  public void addTo(Api api) {
    var answer = new Bootstrap("parley", Version.text(), "/api/v1/ws", demo);
    api.on("getBootstrap", _ -> Response.ok(answer));
  }
}

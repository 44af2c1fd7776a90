package dev.parley.app.server;

import dev.parley.gateway.GatewayLimits;
import dev.parley.gateway.front.FrontLimits;
import dev.parley.platform.config.Config;
import dev.parley.platform.http.ApiSettings;
import dev.parley.platform.limits.Rate;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// What the configuration means for each part of the server.
record Settings(Config config) {
  private static final String LOOPBACK = "127.0.0.1";
  private static final Duration HEAD_MAX = Duration.ofSeconds(10);

  /// Where the scripts put what they build.
  private static final String HOME = "parley.home";

  boolean does(Config.Role role) {
    return config.role() == Config.Role.ALL || config.role() == role;
  }

  /// The HTTP server listens for the front alone, which tells it who calls.
  ApiSettings api() {
    var trust = config.trust();
    var admin = config.listen().adminPort();
    return new ApiSettings(
        new ApiSettings.Listen(LOOPBACK, 0, true),
        admin.isPresent()
            ? Optional.of(new ApiSettings.Listen(config.listen().host(), admin.getAsInt(), false))
            : Optional.empty(),
        new ApiSettings.Trust(trust.allowedOrigins(), trust.proxies(), trust.operatorToken()),
        Rate.perSecond(config.limits().requestsPerSecond(), config.limits().requestsBurst()),
        config.listen().publicUrl(),
        web());
  }

  /// The build's own web app, unless the operator names another.
  private Optional<Path> web() {
    if (config.listen().web().isPresent()) return config.listen().web();
    return Optional.ofNullable(System.getProperty(HOME))
        .map(home -> Path.of(home, "web"))
        .filter(Files::isDirectory);
  }

  InetSocketAddress http(int port) {
    return new InetSocketAddress(LOOPBACK, port);
  }

  InetSocketAddress open() {
    return new InetSocketAddress(config.listen().host(), config.listen().port());
  }

  FrontLimits front() {
    return new FrontLimits(
        config.limits().connections(), config.limits().connectionsPerAddress(), HEAD_MAX);
  }

  GatewayLimits gateway() {
    var usual = GatewayLimits.defaults();
    return new GatewayLimits(
        usual.heartbeat(),
        usual.heartbeatTimeout(),
        usual.tokenExpiringBefore(),
        usual.tokenGrace(),
        config.limits().connectionsPerTenant());
  }

  /// Names who issues the tokens. All nodes have to agree, so it is not where one of them listens.
  String issuer() {
    return config.listen().publicUrl().map(URI::toString).orElse("parley");
  }

  Duration tokenLife() {
    return config.trust().accessTokenLife();
  }

  /// Where people find the server that listens on a port.
  URI url(int port) {
    var host = config.listen().host();
    boolean everywhere = host.equals("0.0.0.0") || host.equals("::");
    var shown = everywhere ? "localhost" : host.contains(":") ? "[" + host + "]" : host;
    return URI.create("http://" + shown + ":" + port);
  }
}

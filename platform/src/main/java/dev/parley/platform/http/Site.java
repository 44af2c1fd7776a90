package dev.parley.platform.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/// The web app: every file of its directory, read once, found by its exact path. Paths that are no
/// file are pages of the app, so they get its one page.
final class Site {
  private static final String INDEX = "/index.html";
  private static final String HASHED = "/assets/";
  private static final String IMMUTABLE = "public, max-age=31536000, immutable";
  private static final String REVALIDATE = "no-cache";
  private static final long BYTES_MAX = 64L << 20;
  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("html", "text/html; charset=utf-8"),
          Map.entry("js", "text/javascript; charset=utf-8"),
          Map.entry("mjs", "text/javascript; charset=utf-8"),
          Map.entry("css", "text/css; charset=utf-8"),
          Map.entry("json", "application/json; charset=utf-8"),
          Map.entry("map", "application/json; charset=utf-8"),
          Map.entry("webmanifest", "application/manifest+json; charset=utf-8"),
          Map.entry("svg", "image/svg+xml"),
          Map.entry("png", "image/png"),
          Map.entry("ico", "image/x-icon"),
          Map.entry("webp", "image/webp"),
          Map.entry("woff2", "font/woff2"),
          Map.entry("wasm", "application/wasm"),
          Map.entry("txt", "text/plain; charset=utf-8"));

  /// One file.
  record Asset(Buffer bytes, String type, String tag, String caching) {}

  private final Map<String, Asset> assets;

  private Site(Map<String, Asset> assets) {
    this.assets = Map.copyOf(assets);
  }

  /// Reads the directory; one without `index.html`, or too large to be a web app, fails.
  static Site read(Path directory) {
    var assets = new HashMap<String, Asset>();
    try (var files = Files.walk(directory)) {
      long total = 0;
      for (var file : files.filter(Files::isRegularFile).toList()) {
        total += Files.size(file);
        if (total > BYTES_MAX) throw new IOException("more than " + BYTES_MAX + " bytes");
        var path = "/" + directory.relativize(file).toString().replace('\\', '/');
        assets.put(path, asset(path, Files.readAllBytes(file)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The web app cannot be read from " + directory, e);
    }
    if (!assets.containsKey(INDEX)) {
      throw new IllegalStateException("The web app has no index.html in " + directory);
    }
    return new Site(assets);
  }

  static Asset asset(String path, byte[] bytes) {
    var extension = path.substring(path.lastIndexOf('.') + 1);
    var type = TYPES.getOrDefault(extension, "application/octet-stream");
    var caching = path.startsWith(HASHED) ? IMMUTABLE : REVALIDATE;
    return new Asset(Buffer.buffer(bytes), type, tag(bytes), caching);
  }

  private static String tag(byte[] bytes) {
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return '"' + HexFormat.of().formatHex(digest, 0, 12) + '"';
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The file, or the app's page where a person might have typed the path.
  void handle(RoutingContext context) {
    var path = context.normalizedPath();
    var asset = Optional.ofNullable(assets.get(path.equals("/") ? INDEX : path));
    if (asset.isEmpty() && isPage(context.request(), path)) {
      asset = Optional.ofNullable(assets.get(INDEX));
    }
    if (asset.isEmpty()) context.next();
    else send(context, asset.get());
  }

  private static boolean isPage(HttpServerRequest request, String path) {
    var accept = Optional.ofNullable(request.getHeader("Accept")).orElse("");
    return accept.contains("text/html")
        && path.lastIndexOf('.') < path.lastIndexOf('/')
        && !path.startsWith("/api/");
  }

  static void send(RoutingContext context, Asset asset) {
    Traffic.route(context, "page", false);
    Headers.page(context);
    var response =
        context.response().putHeader("Cache-Control", asset.caching).putHeader("ETag", asset.tag);
    if (asset.tag.equals(context.request().getHeader("If-None-Match"))) {
      response.setStatusCode(304).end();
      return;
    }
    response.putHeader("Content-Type", asset.type).end(asset.bytes);
  }
}

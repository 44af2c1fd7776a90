package dev.parley.platform.http;

/// The operations of one feature.
public interface Routes {
  void addTo(Api api);
}

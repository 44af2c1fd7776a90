package dev.parley.e2e;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Fails a test during which the server said something that the catalogues do not allow. JUnit
/// finds it by itself, so that no test can forget it.
public final class CatalogueCheck implements AfterEachCallback {
  private static final int SHOWN_MAX = 20;

  @Override
  public void afterEach(ExtensionContext context) {
    var faults = Catalogue.get().takeFaults();
    if (faults.isEmpty()) return;
    var shown = faults.stream().distinct().limit(SHOWN_MAX).toList();
    throw new AssertionError("against the published catalogues:\n" + String.join("\n", shown));
  }
}

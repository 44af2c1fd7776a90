package dev.parley.app;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/// Which build this is.
final class Version implements IVersionProvider {

  static String text() {
    return Optional.ofNullable(Version.class.getPackage().getImplementationVersion()).orElse("dev");
  }

  @Override
  public String[] getVersion() {
    return new String[] {"parley " + text()};
  }
}

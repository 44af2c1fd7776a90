package dev.parley.app.server;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/// Which build this is.
public final class Version implements IVersionProvider {

  /// Such as `0.1.0`, or `dev` where the classes come from no jar.
  public static String text() {
    return Optional.ofNullable(Version.class.getPackage().getImplementationVersion()).orElse("dev");
  }

  @Override
  public String[] getVersion() {
    return new String[] {"parley " + text()};
  }
}

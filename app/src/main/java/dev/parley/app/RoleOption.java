package dev.parley.app;

import dev.parley.platform.kernel.Role;
import java.util.Arrays;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads a person's role, which is another thing than a node's `role`.
final class RoleOption implements ITypeConverter<Role> {
  @Override
  public Role convert(String text) {
    return Arrays.stream(Role.values())
        .filter(role -> role.label().equals(text))
        .findFirst()
        .orElseThrow(
            () -> new TypeConversionException("'%s' is none of %s".formatted(text, labels())));
  }

  static String labels() {
    return Arrays.stream(Role.values()).map(Role::label).collect(Collectors.joining(", "));
  }
}

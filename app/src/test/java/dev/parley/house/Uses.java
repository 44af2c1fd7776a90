package dev.parley.house;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Which class of the server and its libraries uses which, as the compiler wrote it down.
record Uses(Set<String> classes, List<Use> all) {

  /// Both are the full names of top-level classes.
  record Use(String from, String to) {
    String fromPackage() {
      return packageOf(from);
    }

    String toPackage() {
      return packageOf(to);
    }
  }

  static Uses ofMainClasses() {
    var imported =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.parley");
    var classes = imported.stream().map(Uses::topLevel).collect(Collectors.toSet());
    var uses =
        imported.stream()
            .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
            .map(d -> new Use(topLevel(d.getOriginClass()), topLevel(d.getTargetClass())))
            .filter(use -> !use.from().equals(use.to()))
            .distinct()
            .toList();
    return new Uses(classes, uses);
  }

  Set<String> packages() {
    return classes.stream().map(Uses::packageOf).collect(Collectors.toSet());
  }

  /// Classes that no other class uses, save those below the given packages.
  List<String> unused(Set<String> published) {
    var used = all.stream().map(Use::to).collect(Collectors.toSet());
    return classes.stream()
        .filter(name -> !used.contains(name) && !name.endsWith(".package-info"))
        .filter(name -> published.stream().noneMatch(above -> name.startsWith(above + '.')))
        .sorted()
        .toList();
  }

  private static String topLevel(JavaClass type) {
    var name = type.getBaseComponentType().getName();
    int nested = name.indexOf('$');
    return nested < 0 ? name : name.substring(0, nested);
  }

  static String packageOf(String name) {
    return name.substring(0, Math.max(0, name.lastIndexOf('.')));
  }
}

package dev.parley.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Each rule finds what it is there to find.
class TidyRulesTest {
  private static final String MAIN = "app/src/main/java/dev/parley/thing/";

  @Test
  void aLongFileIsFound() {
    var long401 = new Source(MAIN + "Thing.java", "// line\n".repeat(401));
    var long400 = new Source(MAIN + "Other.java", "// line\n".repeat(400));
    assertThat(Tidy.longFiles(List.of(long401, long400)))
        .containsExactly(MAIN + "Thing.java: 401 lines");
  }

  @Test
  void aLongMethodIsFound() {
    assertThat(
            Tidy.longMethods(java("class Thing { void go() {\n" + "int i;\n".repeat(40) + "} }")))
        .hasSize(1);
    assertThat(
            Tidy.longMethods(java("class Thing { void go() {\n" + "int i;\n".repeat(38) + "} }")))
        .isEmpty();
  }

  @Test
  void aMethodWithSixParametersIsFoundButNotARecord() {
    var six = "(int a, int b, int c, int d, int e, int f)";
    assertThat(Tidy.manyParameters(java("class Thing { void go" + six + " {} }"))).hasSize(1);
    assertThat(Tidy.manyParameters(java("record Thing" + six + " {}"))).isEmpty();
  }

  @Test
  void aCrowdedPackageIsFound() {
    var files =
        IntStream.range(0, 26)
            .mapToObj(i -> new Source(MAIN + "Thing" + i + ".java", "class Thing" + i + " {}"))
            .toList();
    assertThat(Tidy.crowdedPackages(files)).hasSize(1);
    assertThat(Tidy.crowdedPackages(files.subList(0, 25))).isEmpty();
  }

  @Test
  void aNameThatSaysNothingIsFound() {
    var names = List.of("StoreImpl", "TaskManager", "TestHelper", "StringUtils", "Messages");
    var files = names.stream().map(name -> new Source(MAIN + name + ".java", "class X {}"));
    assertThat(Tidy.emptyNames(files.toList())).hasSize(4);
  }

  @Test
  void aPublicTypeWithoutAPromiseIsFound() {
    assertThat(Tidy.undocumentedTypes(java("public class Thing {}"))).hasSize(1);
    assertThat(Tidy.undocumentedTypes(java("/// A thing.\npublic class Thing {}"))).isEmpty();
    assertThat(Tidy.undocumentedTypes(java("class Thing {}"))).isEmpty();
  }

  @Test
  void aPackageWithoutItsParagraphIsFound() {
    var thing = new Source(MAIN + "Thing.java", "class Thing {}");
    var info = new Source(MAIN + "package-info.java", "/// Things.\n@NullMarked\npackage x;");
    assertThat(Tidy.packagesWithoutInfo(List.of(thing))).containsExactly("dev.parley.thing");
    assertThat(Tidy.packagesWithoutInfo(List.of(thing, info))).isEmpty();
  }

  @Test
  void whatIsLeftOpenIsFoundWithItsLine() {
    assertThat(Tidy.leftOpen(java("class Thing {\n// TO" + "DO: later\n}")))
        .containsExactly(MAIN + "Thing.java:2: // TO" + "DO: later");
  }

  @Test
  void aSleepIsFound() {
    assertThat(Tidy.sleeps(java("class T { void t() { Thread." + "sleep(10); } }"))).hasSize(1);
    assertThat(Tidy.sleeps(java("class T { void t() { TimeUnit.SECONDS." + "sleep(1); } }")))
        .hasSize(1);
  }

  @Test
  void aPrintOutsideTheCommandsIsFound() {
    var print = "class Thing { void t() { System.out.println(); } }";
    assertThat(Tidy.prints(java(print))).hasSize(1);
    var command = new Source("app/src/main/java/dev/parley/app/Main.java", print);
    assertThat(Tidy.prints(List.of(command))).isEmpty();
  }

  @Test
  void aDevelopersPathIsFound() {
    assertThat(Tidy.developerPaths(java("// see /ho" + "me/ada/parley"))).hasSize(1);
    assertThat(Tidy.developerPaths(java("// see ~/.parley and web/src/home/Page.tsx"))).isEmpty();
  }

  @Test
  void aRegistryInALockFileIsFound() {
    var lock = new Source("web/package-lock.json", "\"resolved\": \"https://registry.example/x\"");
    assertThat(Tidy.registryAddresses(List.of(lock))).hasSize(1);
  }

  @Test
  void aSwitchedOffTestIsFound() {
    assertThat(Tidy.skippedTests(java("@Disab" + "led class ThingTest {}"))).hasSize(1);
    var web = new Source("web/src/thing.test.ts", "it.sk" + "ip('works', () => {})");
    assertThat(Tidy.skippedTests(List.of(web))).hasSize(1);
  }

  @Test
  void anEmptyFileIsFound() {
    assertThat(Tidy.emptyFiles(List.of(new Source("docs/x.md", "\n"))))
        .containsExactly("docs/x.md");
  }

  @Test
  void aLinkToNowhereIsFound() {
    var page =
        new Source("docs/a.md", "[b](b.md) [c](../c.md#big-things) [d](https://example.org)");
    var c = new Source("c.md", "# Big things\n");
    assertThat(MarkdownLinks.broken(List.of(page, c), "c.md"::equals))
        .containsExactly("docs/a.md: b.md");
  }

  @Test
  void aLinkToAMissingHeadingIsFound() {
    var page = new Source("a.md", "# One & two\n[x](#one--two) [y](#three) `[z](#four)`\n");
    assertThat(MarkdownLinks.broken(List.of(page), "a.md"::equals)).containsExactly("a.md: #three");
  }

  private static List<Source> java(String text) {
    return List.of(new Source(MAIN + "Thing.java", text));
  }
}

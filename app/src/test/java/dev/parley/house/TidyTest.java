package dev.parley.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The repository as it stands keeps the rules.
class TidyTest {
  private static final Repository REPOSITORY = Repository.here();
  private static final List<Source> SOURCES = REPOSITORY.sources();

  @Test
  void noFileIsTooLong() {
    assertThat(Tidy.longFiles(SOURCES)).isEmpty();
  }

  @Test
  void noMethodIsTooLong() {
    assertThat(Tidy.longMethods(SOURCES)).isEmpty();
  }

  @Test
  void noMethodTakesTooMuch() {
    assertThat(Tidy.manyParameters(SOURCES)).isEmpty();
  }

  @Test
  void noPackageIsCrowded() {
    assertThat(Tidy.crowdedPackages(SOURCES)).isEmpty();
  }

  @Test
  void everyNameSaysSomething() {
    assertThat(Tidy.emptyNames(SOURCES)).isEmpty();
  }

  @Test
  void everyPublicTypeSaysWhatItPromises() {
    assertThat(Tidy.undocumentedTypes(SOURCES)).isEmpty();
  }

  @Test
  void everyPackageSaysWhatItIsFor() {
    assertThat(Tidy.packagesWithoutInfo(SOURCES)).isEmpty();
  }

  @Test
  void nothingIsLeftOpen() {
    assertThat(Tidy.leftOpen(SOURCES)).isEmpty();
  }

  @Test
  void nobodySleepsToWait() {
    assertThat(Tidy.sleeps(SOURCES)).isEmpty();
  }

  @Test
  void onlyCommandsPrint() {
    assertThat(Tidy.prints(SOURCES)).isEmpty();
  }

  @Test
  void noPathOfSomeonesMachineIsNamed() {
    assertThat(Tidy.developerPaths(SOURCES)).isEmpty();
  }

  @Test
  void lockFilesNameNoRegistry() {
    assertThat(Tidy.registryAddresses(SOURCES)).isEmpty();
  }

  @Test
  void noTestIsSwitchedOff() {
    assertThat(Tidy.skippedTests(SOURCES)).isEmpty();
  }

  @Test
  void noFileIsEmpty() {
    assertThat(Tidy.emptyFiles(SOURCES)).isEmpty();
  }

  @Test
  void nothingThatTheBuildMakesIsTracked() {
    assertThat(REPOSITORY.trackedThoughIgnored()).isEmpty();
  }

  @Test
  void linksLeadSomewhere() {
    var broken =
        MarkdownLinks.broken(SOURCES, path -> Files.exists(REPOSITORY.root().resolve(path)));
    assertThat(broken).isEmpty();
  }
}

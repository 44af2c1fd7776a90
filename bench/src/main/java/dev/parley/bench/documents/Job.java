package dev.parley.bench.documents;

/// What one process does. The other side knows it by the same name.
public enum Job {
  COLD_V1("coldV1", false),
  COLD_V2("coldV2", false),
  REPLAY("replay", false),
  REMOTE("remote", false),
  LOAD("load", false),
  INSERTS("inserts", false),
  MERGE("merge", false),
  MEMORY("memory", false),
  B1("b1", true),
  B2("b2", true),
  B3("b3", true);

  private final String title;
  private final boolean suite;

  Job(String title, boolean suite) {
    this.title = title;
    this.suite = suite;
  }

  public String title() {
    return title;
  }

  /// Whether it is one of the many small cases.
  public boolean isOfSuite() {
    return suite;
  }
}

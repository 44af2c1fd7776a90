package dev.parley.bench.documents;

/// Who is measured.
public enum Side {
  PARLEY("Parley"),
  YJS("Yjs");

  private final String title;

  Side(String title) {
    this.title = title;
  }

  public String title() {
    return title;
  }
}

package dev.parley.bench.documents;

/// How long everything is measured, in milliseconds of processor time.
///
/// @param warm how long each runs before, the first of a process four times as long
/// @param warmSuite the same for the small cases, which warm each other
/// @param sampled how long each is measured at least
public record Effort(int warm, int warmSuite, int sampled) {
  public static final Effort FULL = new Effort(1_000, 400, 200);
  public static final Effort QUICK = new Effort(300, 150, 100);

  int warm(Job job) {
    return job.isOfSuite() ? warmSuite : warm;
  }
}

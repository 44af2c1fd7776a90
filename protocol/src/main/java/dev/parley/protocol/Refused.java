package dev.parley.protocol;

/// A refusal on its way to the edge, which turns it into problem+json or an error frame. It is an
/// answer and not an accident, so it carries no stack trace.
public final class Refused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  public Refused(Problem problem) {
    super(problem.code() + ": " + problem.title(), null, false, false);
    this.problem = problem;
  }

  public Problem problem() {
    return problem;
  }
}

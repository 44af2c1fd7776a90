package dev.parley.e2e.faults.probe;

/// The promises that name a time.
public enum Law {
  L1("delivered p95 < 100 ms, connected < 500 ms, persisted < 50 ms"),
  L2("presence: join and leave <= 1 s, cut <= 45 s, gone with a node <= 65 s, no flapping"),
  L3("revoked: nothing read or pushed after 2 s, after 10 s without Redis"),
  L4("node killed: back and caught up <= 20 s"),
  L5("slow reader: cut at its bound, resumes without gap, others' p99 < +20 %"),
  L6("drain: told to go, no send fails, ended <= 30 s"),
  T1("attacked: attackers are cut or refused, memory stays flat, others' p99 < +20 %");

  private final String demand;

  Law(String demand) {
    this.demand = demand;
  }

  /// What it asks for.
  public String demand() {
    return demand;
  }
}

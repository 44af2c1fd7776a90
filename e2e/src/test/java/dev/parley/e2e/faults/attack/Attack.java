package dev.parley.e2e.faults.attack;

import dev.parley.e2e.Node;
import dev.parley.e2e.World;
import dev.parley.e2e.faults.probe.Finding;
import java.util.List;
import java.util.function.BooleanSupplier;

/// Something that somebody does to a node to harm the others on it.
@FunctionalInterface
public interface Attack {
  /// Whom it hits.
  ///
  /// @param world whose members some of the attackers are
  record Target(Node node, World world) {}

  /// Goes on as long as it is told to, and answers what became of the attackers.
  List<Finding> run(Target target, BooleanSupplier goesOn);
}

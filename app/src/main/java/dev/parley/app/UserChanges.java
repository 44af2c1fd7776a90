package dev.parley.app;

import dev.parley.features.identity.PeopleDesk;
import dev.parley.features.tenants.Tenant;
import dev.parley.platform.config.Config;
import dev.parley.platform.kernel.Role;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// What `parley user …` does with people who are there.
final class UserChanges {
  private UserChanges() {}

  /// Everyone of a tenant.
  @Command(
      name = "list",
      description = {
        "Lists everyone of a tenant, one a line: address, role, state, name and id, with tabs.",
        "The state is active, invited (no password yet) or deactivated."
      },
      customSynopsis = "bin/parley user list --tenant <slug> [options]",
      footer = "  bin/parley user list --tenant acme")
  static final class Listing extends ConfiguredCommand.OfTenant {
    Listing(ConfigOptions options) {
      super(options);
    }

    @Override
    int run(Config config) {
      try (var directory = Directory.open(config)) {
        var tenant = directory.tenant(slug).id();
        List<PeopleDesk.Entry> page;
        var after = "";
        do {
          page = directory.desk().list(tenant, after);
          page.forEach(entry -> System.out.println(line(entry)));
          if (!page.isEmpty()) after = page.getLast().person().email();
        } while (page.size() == PeopleDesk.PAGE_MAX);
        return ExitCode.OK;
      }
    }

    private static String line(PeopleDesk.Entry entry) {
      var person = entry.person();
      var state = !person.active() ? "deactivated" : entry.signsIn() ? "active" : "invited";
      return String.join(
          "\t",
          person.email(),
          person.role().label(),
          state,
          person.displayName(),
          person.id().toString());
    }
  }

  /// A new invitation.
  @Command(
      name = "invite",
      description = "Prints a fresh invitation for someone who has no password yet.",
      customSynopsis = "bin/parley user invite <email> --tenant <slug> [options]",
      footer = "  bin/parley user invite eve@acme.example --tenant acme")
  static final class Invite extends PersonCommand {
    Invite(ConfigOptions options) {
      super(options);
    }

    @Override
    String carryOut(Directory directory, Tenant tenant, JoinLink link) {
      var invitation = directory.desk().invite(tenant.id(), email);
      return "The invitation before is void. " + link.advice(invitation.invitation());
    }
  }

  /// A new password.
  @Command(
      name = "reset-password",
      description = {
        "Takes someone's password away, ends their sessions,",
        "and prints a link under which they choose a new one."
      },
      customSynopsis = "bin/parley user reset-password <email> --tenant <slug> [options]",
      footer = "  bin/parley user reset-password eve@acme.example --tenant acme")
  static final class ResetPassword extends PersonCommand {
    ResetPassword(ConfigOptions options) {
      super(options);
    }

    @Override
    String carryOut(Directory directory, Tenant tenant, JoinLink link) {
      var invitation = directory.desk().resetPassword(tenant.id(), email);
      return "The password is gone and %s is signed out. %s"
          .formatted(email, link.advice(invitation.invitation()));
    }
  }

  /// Another role.
  @Command(
      name = "role",
      description = "Gives someone another role in the tenant, and ends their sessions.",
      customSynopsis = "bin/parley user role <email> <person-role> --tenant <slug> [options]",
      footer = "  bin/parley user role eve@acme.example admin --tenant acme")
  static final class ChangeRole extends PersonCommand {
    @Parameters(
        index = "1",
        paramLabel = "<person-role>",
        converter = RoleOption.class,
        description = "guest, member, admin or owner.")
    private Role role = Role.MEMBER;

    ChangeRole(ConfigOptions options) {
      super(options);
    }

    @Override
    String carryOut(Directory directory, Tenant tenant, JoinLink link) {
      var person = directory.desk().role(tenant.id(), email, role);
      return "%s is %s of %s now.".formatted(email, person.role().label(), slug);
    }
  }

  /// The end of someone's access.
  @Command(
      name = "deactivate",
      description = {
        "Ends someone's access: they cannot sign in, and their sessions end. What they wrote stays.",
        "Groups that they own go to the longest-standing administrator or member."
      },
      customSynopsis = "bin/parley user deactivate <email> --tenant <slug> [options]",
      footer = "  bin/parley user deactivate eve@acme.example --tenant acme")
  static final class Deactivate extends PersonCommand {
    Deactivate(ConfigOptions options) {
      super(options);
    }

    @Override
    String carryOut(Directory directory, Tenant tenant, JoinLink link) {
      directory.desk().deactivate(tenant.id(), email);
      return email + " is deactivated and signed out.";
    }
  }

  /// Access again.
  @Command(
      name = "reactivate",
      description = "Lets someone in again, with the password and the role that they had.",
      customSynopsis = "bin/parley user reactivate <email> --tenant <slug> [options]",
      footer = "  bin/parley user reactivate eve@acme.example --tenant acme")
  static final class Reactivate extends PersonCommand {
    Reactivate(ConfigOptions options) {
      super(options);
    }

    @Override
    String carryOut(Directory directory, Tenant tenant, JoinLink link) {
      return directory.desk().reactivate(tenant.id(), email).signsIn()
          ? email + " can sign in again, with the old password."
          : email + " has no password yet: bin/parley user invite gives a link.";
    }
  }
}

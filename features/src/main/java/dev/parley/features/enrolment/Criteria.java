package dev.parley.features.enrolment;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.parley.features.identity.Metadata;
import dev.parley.platform.kernel.Json;
import dev.parley.protocol.Problem;
import dev.parley.protocol.Refused;
import java.net.IDN;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Whom a rule is about.
public sealed interface Criteria {
  int DOMAINS_MAX = 20;

  int CONDITIONS_MAX = 10;

  /// Most values of which a condition takes any.
  int VALUES_MAX = 50;

  int DOMAIN_LENGTH_MAX = 253;

  /// Those whose address is of exactly one of the domains.
  ///
  /// @param domains in ASCII and lower case
  record EmailDomain(List<String> domains) implements Criteria {
    private static final Pattern DOMAIN =
        Pattern.compile("[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*");

    public EmailDomain {
      requireSize("criteria.domains", domains.size(), DOMAINS_MAX);
      domains = domains.stream().map(EmailDomain::ascii).distinct().toList();
    }

    private static String ascii(String text) {
      var given = text.strip();
      if (given.length() > DOMAIN_LENGTH_MAX) throw noDomain();
      try {
        var domain = IDN.toASCII(given).toLowerCase(Locale.ROOT);
        if (domain.length() <= DOMAIN_LENGTH_MAX && DOMAIN.matcher(domain).matches()) return domain;
      } catch (IllegalArgumentException _) {
        throw noDomain();
      }
      throw noDomain();
    }

    private static Refused noDomain() {
      return new Problem.Unprocessable("criteria.domains", "Not the domain of an address")
          .refused();
    }
  }

  /// Those about whom all of this is noted.
  record UserMetadata(List<Condition> all) implements Criteria {
    public UserMetadata {
      requireSize("criteria.all", all.size(), CONDITIONS_MAX);
      all = List.copyOf(all);
    }
  }

  /// Those whom somebody names.
  record Manual() implements Criteria {}

  /// Those whom the reader is not told of.
  record Withheld(@JsonIgnore RuleType type) implements Criteria {}

  /// What is noted under the key is one of the values.
  record Condition(String key, List<Object> in) {
    private static final String FIELD = "criteria.all";

    public Condition {
      Metadata.requireKey(FIELD, key);
      requireSize(FIELD, in.size(), VALUES_MAX);
      in.forEach(value -> Metadata.requireValue(FIELD, value));
      in = List.copyOf(in);
    }
  }

  private static void requireSize(String field, int size, int max) {
    if (size >= 1 && size <= max) return;
    throw new Problem.Unprocessable(field, "Between 1 and " + max).refused();
  }

  default RuleType type() {
    return switch (this) {
      case EmailDomain _ -> RuleType.EMAIL_DOMAIN;
      case UserMetadata _ -> RuleType.USER_METADATA;
      case Manual _ -> RuleType.MANUAL;
      case Withheld(var type) -> type;
    };
  }

  /// What rows of people are compared with, as JSON: domains also as people write them who do not
  /// know of ASCII, or the conditions.
  default String matching() {
    return switch (this) {
      case EmailDomain(var domains) ->
          Json.write(
              domains.stream()
                  .flatMap(it -> Stream.of(it, IDN.toUnicode(it).toLowerCase(Locale.ROOT)))
                  .distinct()
                  .toList());
      case UserMetadata(var all) -> Json.write(all);
      case Manual _ -> "[]";
      case Withheld _ -> throw new IllegalStateException("Nobody knows them");
    };
  }

  /// Reads what was written before.
  static Criteria read(RuleType type, String json) {
    return switch (type) {
      case EMAIL_DOMAIN -> Json.read(json, EmailDomain.class);
      case USER_METADATA -> Json.read(json, UserMetadata.class);
      case MANUAL -> new Manual();
    };
  }
}

/// The companies that share one installation and never see each other. Everything else belongs to
/// exactly one tenant. A tenant has a short name that people sign in with, and settings. Tables:
/// tenant.
@NullMarked
package dev.parley.features.tenants;

import org.jspecify.annotations.NullMarked;

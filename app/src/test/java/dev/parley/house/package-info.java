/// Checks that read the whole repository: which package may use which, what a file may look like,
/// whether the documents' links lead anywhere. Each check also has a test that shows it failing.
@NullMarked
package dev.parley.house;

import org.jspecify.annotations.NullMarked;

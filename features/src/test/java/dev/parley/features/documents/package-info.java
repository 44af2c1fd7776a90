/// Tests of documents: who may what, what others hear of it, and tokens.
@NullMarked
package dev.parley.features.documents;

import org.jspecify.annotations.NullMarked;

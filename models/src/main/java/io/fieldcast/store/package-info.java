/**
 * Trained models and unfinished trainings on disk: version, length and SHA-256 around plain little-endian numbers, so that a file is
 * read as it was written or not at all.
 */
@NullMarked
package io.fieldcast.store;

import org.jspecify.annotations.NullMarked;

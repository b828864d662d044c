/** Training graphs against finite differences and against what is served, and what short trainings already show. */
@NullMarked
package io.fieldcast.training.gradient;

import org.jspecify.annotations.NullMarked;

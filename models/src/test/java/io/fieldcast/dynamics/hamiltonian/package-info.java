@NullMarked
package io.fieldcast.dynamics.hamiltonian;

import org.jspecify.annotations.NullMarked;

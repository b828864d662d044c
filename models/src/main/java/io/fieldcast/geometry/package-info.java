/** Where things are: projected positions, grids, bases, and how a state vector stands for a field on the plane. */
@NullMarked
package io.fieldcast.geometry;

import org.jspecify.annotations.NullMarked;

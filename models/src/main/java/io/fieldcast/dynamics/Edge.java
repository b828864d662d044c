package io.fieldcast.dynamics;

/** What a gridded field meets at the edge of its grid. */
public enum Edge {
    /** What leaves on one side enters on the other. */
    PERIODIC,
    /** Nothing flows or diffuses through the edge. */
    WALLS;

    /** The cell {@code offset} away from {@code cell} along a line of {@code cells}; a wall gives its last cell. */
    int neighbour(int cell, int offset, int cells) {
        int at = cell + offset;
        return this == PERIODIC ? Math.floorMod(at, cells) : Math.max(0, Math.min(cells - 1, at));
    }
}

package io.fieldcast.forecasting;

import io.fieldcast.geometry.BisquareBasis;
import io.fieldcast.geometry.Box;
import io.fieldcast.geometry.Grid;
import io.fieldcast.geometry.Network;
import io.fieldcast.geometry.Representation;
import io.fieldcast.geometry.StationNodes;
import java.io.Serializable;
import java.util.List;

/** Which vector stands for the field, as a value that a configuration can hold. */
public sealed interface RepresentationSpec extends Serializable {
    /** Builds the representation over a network's stations. */
    Representation build(Network network);

    /** The values at the stations themselves: exact there, and right for up to about a hundred stations. */
    record Nodes() implements RepresentationSpec {
        @Override
        public StationNodes build(Network network) {
            return network.nodes();
        }
    }

    /**
     * Square cells around the network.
     *
     * @param along cells along the longer side
     * @param margin room around the stations, in units of the network's radius
     */
    record Cells(int along, double margin) implements RepresentationSpec {
        @Override
        public Grid build(Network network) {
            return box(network, margin).grid(along);
        }
    }

    /**
     * Normalised bisquare functions at several resolutions.
     *
     * @param along functions along the longer side, one number for each resolution, from coarse to fine
     * @param margin room around the stations, in units of the network's radius
     */
    record Bisquare(List<Integer> along, double margin) implements RepresentationSpec {
        @Override
        public BisquareBasis build(Network network) {
            return BisquareBasis.over(
                    box(network, margin),
                    along.stream().mapToInt(Integer::intValue).toArray());
        }
    }

    private static Box box(Network network, double margin) {
        return Box.around(network.stationXs(), network.stationYs(), margin * network.radius());
    }
}

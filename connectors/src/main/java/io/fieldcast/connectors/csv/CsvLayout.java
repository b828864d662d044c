package io.fieldcast.connectors.csv;

import io.fieldcast.domain.Check;
import java.io.Serializable;

/**
 * Which columns of a file hold what. Immutable.
 *
 * @param timeColumn ISO-8601 with an offset, or milliseconds since 1970
 * @param stationColumn identifier of the station
 * @param valueColumn measured value
 * @param fieldColumn name of the field; a file without that column holds one field, which its reader must know
 * @param scale what the file's values are multiplied by to get the field's unit
 */
public record CsvLayout(String timeColumn, String stationColumn, String valueColumn, String fieldColumn, double scale)
        implements Serializable {
    /** Columns {@code time,station,value} and, if it is there, {@code field}. */
    public static final CsvLayout DEFAULT = new CsvLayout("time", "station", "value", "field", 1);

    public CsvLayout {
        Check.that(Double.isFinite(scale) && scale != 0, "scale must be finite and not 0, got %s", scale);
    }

    public CsvLayout withValueColumn(String column) {
        return new CsvLayout(timeColumn, stationColumn, column, fieldColumn, scale);
    }

    public CsvLayout withScale(double newScale) {
        return new CsvLayout(timeColumn, stationColumn, valueColumn, fieldColumn, newScale);
    }
}

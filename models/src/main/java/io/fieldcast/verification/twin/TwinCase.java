package io.fieldcast.verification.twin;

import java.util.List;

/** A benchmark case: settings that others have run too, and the methods that are run at them. */
public interface TwinCase {
    /** Every case, in order. */
    static List<TwinCase> all() {
        return List.of(
                new CaseA(), new CaseB(), new CaseC(), new CaseD(), new CaseE(), new CaseF(), new CaseG(), new CaseH());
    }

    /** Letter of the case. */
    String name();

    /** The settings in a line. */
    String title();

    /** The methods, in the order of the table. */
    List<TwinRow> rows();
}

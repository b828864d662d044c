package io.fieldcast.pipeline.config;

/** Which release this is. */
public final class Version {
    private Version() {}

    /** The release's version, or {@code development} for classes that were not packaged. */
    public static String current() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}

package io.fieldcast.connectors.json;

import com.fasterxml.jackson.core.io.SerializedString;

/** Names of the messages' properties, encoded once. Part of the published format: never changed. */
final class Names {
    static final SerializedString FIELD = new SerializedString("field");
    static final SerializedString STATION = new SerializedString("station");
    static final SerializedString TIME = new SerializedString("time");
    static final SerializedString VALUE = new SerializedString("value");
    static final SerializedString ISSUED_AT = new SerializedString("issuedAt");
    static final SerializedString VALID_AT = new SerializedString("validAt");
    static final SerializedString LEAD = new SerializedString("lead");
    static final SerializedString MEAN = new SerializedString("mean");
    static final SerializedString SPREAD = new SerializedString("spread");
    static final SerializedString SMOOTHED = new SerializedString("smoothed");
    static final SerializedString QUANTILES = new SerializedString("quantiles");
    static final SerializedString MEMBERS = new SerializedString("members");
    static final SerializedString WARM_UP = new SerializedString("warmUp");
    static final SerializedString PROVENANCE = new SerializedString("provenance");
    static final SerializedString CODE = new SerializedString("code");
    static final SerializedString NUMBER = new SerializedString("number");
    static final SerializedString CYCLE = new SerializedString("cycle");
    static final SerializedString INNOVATION = new SerializedString("innovation");
    static final SerializedString EXPECTED = new SerializedString("expected");
    static final SerializedString NUMBERS = new SerializedString("numbers");
    static final SerializedString REASON = new SerializedString("reason");
    static final SerializedString SOURCE = new SerializedString("source");
    static final SerializedString PARTITION = new SerializedString("partition");
    static final SerializedString OFFSET = new SerializedString("offset");
    static final SerializedString ID = new SerializedString("id");
    static final SerializedString FROM = new SerializedString("from");
    static final SerializedString SETTINGS = new SerializedString("settings");
    static final SerializedString ROLLBACK = new SerializedString("rollback");
    static final SerializedString BEFORE = new SerializedString("before");
    static final SerializedString SHA256 = new SerializedString("sha256");
    static final SerializedString MODEL = new SerializedString("model");
    static final SerializedString CONFIGURATION = new SerializedString("configuration");
    static final SerializedString SIZE = new SerializedString("size");
    static final SerializedString TRUNCATED = new SerializedString("truncated");
    static final SerializedString BYTES = new SerializedString("bytes");

    private Names() {}
}

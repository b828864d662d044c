package io.fieldcast.connectors.record;

/** One record cannot be taken in; the message is the reason, one line. Carries no stack trace, since it is about data, not code. */
public final class RecordRejected extends Exception {
    private static final long serialVersionUID = 1;
    private static final int LONGEST_EXCERPT = 40;

    /** @param reason subject, what was expected, what was found */
    public RecordRejected(String reason) {
        super(reason, null, false, false);
    }

    /** The reason, one line. */
    public String reason() {
        return String.valueOf(getMessage());
    }

    /** The beginning of foreign text, quoted and free of control characters, fit for a reason. */
    public static String excerpt(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < Math.min(text.length(), LONGEST_EXCERPT); i++) {
            char c = text.charAt(i);
            quoted.append(Character.isISOControl(c) || Character.isSurrogate(c) ? '?' : c);
        }
        return quoted.append(text.length() > LONGEST_EXCERPT ? "…\"" : "\"").toString();
    }
}

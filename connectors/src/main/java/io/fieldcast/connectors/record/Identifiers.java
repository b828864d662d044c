package io.fieldcast.connectors.record;

/** Names of fields and stations in records: 1 to 128 of {@code A-Z a-z 0-9 . _ : -}. */
public final class Identifiers {
    private static final int LONGEST = 128;

    private Identifiers() {}

    /**
     * @param subject what the identifier names, the reason's first word
     * @return {@code id} as it was
     */
    public static String check(String subject, String id) throws RecordRejected {
        boolean good = !id.isEmpty() && id.length() <= LONGEST;
        for (int i = 0; good && i < id.length(); i++) {
            char c = id.charAt(i);
            good = (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || c == '.'
                    || c == '_'
                    || c == ':'
                    || c == '-';
        }
        if (!good) {
            throw new RecordRejected(
                    subject + ": expected 1 to 128 of A-Z a-z 0-9 . _ : -, got " + RecordRejected.excerpt(id));
        }
        return id;
    }
}

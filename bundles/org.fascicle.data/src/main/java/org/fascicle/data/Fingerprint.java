package org.fascicle.data;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What identifies the content of a dataset, for provenance.
 *
 * @param sha256 lower-case hexadecimal
 */
public record Fingerprint(String sha256) {
    /** The fingerprint of bytes, such as the concatenated sums of files or the description of a generator. */
    public static Fingerprint of(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return new Fingerprint(HexFormat.of().formatHex(digest.digest()));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}

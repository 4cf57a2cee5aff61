package org.fascicle.bench;

/** A rival that cannot go on. */
final class RivalException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RivalException(String reason) {
        super(reason);
    }
}

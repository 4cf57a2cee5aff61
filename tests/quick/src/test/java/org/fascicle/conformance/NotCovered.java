package org.fascicle.conformance;

/** A case, or an option of one, that has no counterpart here yet. */
final class NotCovered extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotCovered(String what) {
        super(what);
    }
}

package org.fascicle.backend.cpu.fusion;

/** How an operand lies beside the results. */
enum Access {
    /** An element for each element of a row. */
    ELEMENTS,
    /** One element for each row. */
    ROW,
    /** One element for all. */
    SINGLE
}

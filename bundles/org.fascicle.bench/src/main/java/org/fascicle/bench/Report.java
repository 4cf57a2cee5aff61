package org.fascicle.bench;

/** How measurements are told. */
sealed interface Report permits ReportLines, ReportObjects {
    /** One case. */
    void tell(Measurement measurement);

    /** The losses of one case. */
    void tell(Losses losses);
}

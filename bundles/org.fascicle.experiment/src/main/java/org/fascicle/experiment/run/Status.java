package org.fascicle.experiment.run;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How far a run is, or how it ended. */
public enum Status {
    /** One of several runs whose turn has not come; no record of a run says so. */
    @JsonProperty("waiting") WAITING,
    @JsonProperty("running") RUNNING,
    @JsonProperty("done") DONE,
    @JsonProperty("failed") FAILED,
    /** Stopped from outside between two steps; its last checkpoint is kept. */
    @JsonProperty("interrupted") INTERRUPTED,
    /** Its process ended in the middle of it; seen afterwards, and never written. */
    @JsonProperty("broken off") BROKEN_OFF
}

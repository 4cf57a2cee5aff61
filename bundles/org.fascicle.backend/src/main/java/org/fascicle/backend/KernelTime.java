package org.fascicle.backend;

import org.fascicle.graph.Node;

/**
 * How long one piece of code took for one node in one run of a step.
 *
 * @param node a node of the compiled graph, or of the body of one of its scans
 * @param kernel what the backend calls the code; nodes that run the same code name it alike
 * @param calls how often it ran; more than once where the node is in the body of a scan
 * @param nanoseconds all calls together, from the first thread's start to the last one's end
 */
public record KernelTime(Node node, String kernel, long calls, long nanoseconds) {
}

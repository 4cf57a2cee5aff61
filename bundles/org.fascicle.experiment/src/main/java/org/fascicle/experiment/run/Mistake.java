package org.fascicle.experiment.run;

import org.fascicle.graph.HostTensor;

/**
 * An image that was given to a wrong class.
 *
 * @param example its number in its part of the data, from 0
 * @param image f32 [height, width, channels] with one channel or three; 0 is dark, 1 is bright
 * @param truth name of its class
 * @param predicted name of the class that it was given to
 * @param probability how sure of that the model was
 */
public record Mistake(int example, HostTensor image, String truth, String predicted, double probability) {
}

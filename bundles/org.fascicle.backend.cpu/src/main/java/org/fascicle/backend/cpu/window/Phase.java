package org.fascicle.backend.cpu.window;

import java.util.ArrayList;
import java.util.List;

/**
 * Places of a row of results that meet the same elements of the window: all of a convolution's; of its data gradient
 * those that are equal modulo the stride.
 *
 * @param first the first of them
 * @param step places between two of them
 * @param count how many there are
 * @param sourceStep how far the source moves on from one to the next, in places
 * @param lowest the lowest place of the source that the first one meets
 * @param highest the highest
 * @param runs what the first one meets
 */
record Phase(int first, int step, int count, int sourceStep, int lowest, int highest, Run[] runs) {
    /** The one phase of a convolution. */
    static List<Phase> ofPositions(Geometry geometry, int channels, int channelsOfGroup) {
        int span = (geometry.size() - 1) * geometry.dilation();
        return List.of(new Phase(0, 1, geometry.positions(), geometry.stride(), -geometry.low(), span - geometry.low(),
                Run.of(geometry, channels, channelsOfGroup).toArray(Run[]::new)));
    }

    /**
     * The phases of a data gradient: place i of the input was met with element k of the window at position
     * {@code (i + low − k·dilation) / stride}, if that is whole. Positions ascend, so k descends.
     */
    static List<Phase> ofPlaces(Geometry geometry, int channels, int channelsOfGroup) {
        List<Phase> phases = new ArrayList<>();
        int weights = 0;
        for (int first = 0; first < Math.min(geometry.stride(), geometry.width()); first++) {
            List<Run> runs = new ArrayList<>();
            int lowest = Integer.MAX_VALUE;
            int highest = Integer.MIN_VALUE;
            for (int k : elements(geometry, first)) {
                int position = (first + geometry.low() - k * geometry.dilation()) / geometry.stride();
                lowest = Math.min(lowest, position);
                highest = Math.max(highest, position);
                Run.append(runs, new Run(position * channels, weights, channelsOfGroup));
                weights += channels;
            }
            phases.add(new Phase(first, geometry.stride(), Math.ceilDiv(geometry.width() - first, geometry.stride()), 1,
                    lowest, highest, runs.toArray(Run[]::new)));
        }
        return phases;
    }

    /** The elements of the window that a place of the input meets, the last first. */
    static List<Integer> elements(Geometry geometry, int place) {
        List<Integer> elements = new ArrayList<>();
        for (int k = geometry.size() - 1; k >= 0; k--) {
            if ((place + geometry.low() - k * geometry.dilation()) % geometry.stride() == 0) {
                elements.add(k);
            }
        }
        return elements;
    }
}

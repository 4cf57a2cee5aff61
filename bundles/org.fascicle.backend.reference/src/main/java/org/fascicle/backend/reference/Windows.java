package org.fascicle.backend.reference;

import org.fascicle.graph.Node;
import org.fascicle.graph.Shape;
import org.fascicle.graph.op.Convolution;
import org.fascicle.graph.op.ConvolutionDataGradient;
import org.fascicle.graph.op.ConvolutionWeightGradient;
import org.fascicle.graph.op.Convolving;
import org.fascicle.graph.op.Window;
import org.fascicle.graph.op.WindowArgMax;
import org.fascicle.graph.op.WindowMax;
import org.fascicle.graph.op.WindowSum;
import org.fascicle.graph.op.Windowed;

/** Operations of a window that moves over {@code [batch, spatial…, channels]}. */
final class Windows {
    private Windows() {
    }

    /** The three bilinear operations are one loop: each term joins an element of x, of the weight and of y. */
    static double[] apply(Convolving op, Node node, double[] first, double[] second) {
        Shape x = op instanceof ConvolutionDataGradient gradient ? gradient.x() : node.operand(0).shape();
        Shape y = switch (op) {
            case Convolution _ -> node.shape();
            case ConvolutionDataGradient _ -> node.operand(0).shape();
            case ConvolutionWeightGradient _ -> node.operand(1).shape();
        };
        int inChannels = x.size(-1) / op.groups();
        int outChannels = y.size(-1) / op.groups();
        Shape weight = new Shape(op.window().sizes()).followedBy(Shape.of(inChannels, y.size(-1)));
        double[] result = new double[node.shape().elements()];
        for (int yPlace = 0; yPlace < y.elements(); yPlace++) {
            int[] position = Coordinates.of(yPlace, y);
            int out = position[y.rank() - 1];
            for (int tap = 0; tap < op.window().elements(); tap++) {
                int pixel = pixel(op.window(), tap, position, x);
                for (int in = 0; pixel >= 0 && in < inChannels; in++) {
                    int xPlace = pixel + out / outChannels * inChannels + in;
                    int weightPlace = (tap * inChannels + in) * weight.size(-1) + out;
                    switch (op) {
                        case Convolution _ -> result[yPlace] += first[xPlace] * second[weightPlace];
                        case ConvolutionDataGradient _ -> result[xPlace] += first[yPlace] * second[weightPlace];
                        case ConvolutionWeightGradient _ -> result[weightPlace] += first[xPlace] * second[yPlace];
                    }
                }
            }
        }
        return result;
    }

    static double[] apply(Windowed op, Node node, double[] operand) {
        Shape x = node.operand(0).shape();
        double[] result = new double[node.shape().elements()];
        for (int i = 0; i < result.length; i++) {
            int[] position = Coordinates.of(i, node.shape());
            int channel = position[x.rank() - 1];
            double sum = 0;
            int best = -1;
            for (int tap = 0; tap < op.window().elements(); tap++) {
                int pixel = pixel(op.window(), tap, position, x);
                if (pixel >= 0) {
                    double value = operand[pixel + channel];
                    sum += value;
                    boolean wins = best < 0 || value > operand[best]
                            || Double.isNaN(value) && !Double.isNaN(operand[best]);
                    best = wins ? pixel + channel : best;
                }
            }
            result[i] = switch (op) {
                case WindowSum _ -> sum;
                case WindowMax _ -> best < 0 ? Double.NEGATIVE_INFINITY : operand[best];
                case WindowArgMax _ -> best < 0 ? nearest(op.window(), position, x) + channel : best;
            };
        }
        return result;
    }

    /** The number of channel 0 of the pixel under one element of the window; -1 in the padding. */
    private static int pixel(Window window, int tap, int[] position, Shape x) {
        int[] offsets = Coordinates.of(tap, new Shape(window.sizes()));
        int[] place = new int[x.rank()];
        place[0] = position[0];
        for (int axis = 0; axis < window.rank(); axis++) {
            int at = position[axis + 1] * window.strides().get(axis) + offsets[axis] * window.dilations().get(axis)
                    - window.low().get(axis);
            if (at < 0 || at >= x.size(axis + 1)) {
                return -1;
            }
            place[axis + 1] = at;
        }
        return Coordinates.number(place, x);
    }

    private static int nearest(Window window, int[] position, Shape x) {
        int[] place = new int[x.rank()];
        place[0] = position[0];
        for (int axis = 0; axis < window.rank(); axis++) {
            int at = position[axis + 1] * window.strides().get(axis) - window.low().get(axis);
            place[axis + 1] = Math.clamp(at, 0, x.size(axis + 1) - 1);
        }
        return Coordinates.number(place, x);
    }
}

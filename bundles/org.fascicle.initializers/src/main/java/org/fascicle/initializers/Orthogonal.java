package org.fascicle.initializers;

import java.util.Arrays;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.QRDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.fascicle.contribution.About;
import org.fascicle.graph.Shape;
import org.fascicle.graph.ThreefryRandom;
import org.fascicle.nn.Initializer;
import org.fascicle.nn.InitializerName;
import org.fascicle.nn.InitializerType;
import org.osgi.service.component.annotations.Component;

/**
 * A matrix whose shorter side is orthonormal, times a gain, so that no direction grows or shrinks through a deep stack
 * of layers (Saxe, McClelland and Ganguli: Exact solutions to the nonlinear dynamics of learning in deep linear neural
 * networks, 2014): {@code A = QR} of a normal matrix with the diagonal of R above 0, which makes Q as likely as any
 * other (Mezzadri: How to generate random matrices from the classical compact groups, 2007). All axes but the last are
 * taken as one; a vector is one column.
 */
@About("an orthonormal matrix: no direction grows or shrinks; for recurrent and very deep networks")
public record Orthogonal(
        @About("factor on the matrix; √2 for ReLU") double gain) implements Initializer {
    @Override
    public double[] values(Shape shape, ThreefryRandom random) {
        if (shape.elements() == 0) {
            return new double[0];
        }
        int columns = shape.rank() < 2 ? 1 : shape.size(-1);
        int rows = shape.elements() / columns;
        double[][] normal = new double[Math.max(rows, columns)][Math.min(rows, columns)];
        for (double[] row : normal) {
            Arrays.setAll(row, i -> random.normal());
        }
        double[][] orthonormal = orthonormal(normal);
        double[] values = new double[shape.elements()];
        for (int i = 0; i < values.length; i++) {
            int row = i / columns;
            int column = i % columns;
            values[i] = gain * (rows >= columns ? orthonormal[row][column] : orthonormal[column][row]);
        }
        return values;
    }

    /** {@code Q = A·R⁻¹}, row by row: of Q itself the library makes a square of the longer side. */
    private static double[][] orthonormal(double[][] matrix) {
        RealMatrix triangle = new QRDecomposition(new Array2DRowRealMatrix(matrix)).getR();
        int columns = matrix[0].length;
        double[][] result = new double[matrix.length][columns];
        for (int row = 0; row < matrix.length; row++) {
            for (int column = 0; column < columns; column++) {
                double rest = matrix[row][column];
                double sign = Math.signum(triangle.getEntry(column, column));
                for (int before = 0; before < column; before++) {
                    double turned = Math.signum(triangle.getEntry(before, before));
                    rest -= result[row][before] * turned * triangle.getEntry(before, column);
                }
                result[row][column] = rest / (sign * triangle.getEntry(column, column));
            }
        }
        return result;
    }

    /** {@code orthogonal} as a service. */
    @Component
    @InitializerName("orthogonal")
    public static final class Type implements InitializerType<Orthogonal> {
        @Override
        public Orthogonal example() {
            return new Orthogonal(1);
        }
    }
}

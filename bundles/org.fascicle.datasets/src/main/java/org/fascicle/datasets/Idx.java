package org.fascicle.datasets;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.fascicle.data.DataException;
import org.fascicle.graph.DType;
import org.fascicle.graph.HostTensor;
import org.fascicle.graph.Shape;
import org.fascicle.graph.TensorType;

/**
 * Reads gzip-compressed IDX files of unsigned bytes, the format of MNIST (LeCun, Cortes, Burges: The MNIST database of
 * handwritten digits, 1998): two zero bytes, the element type (8), the rank, each extent as a big-endian 32-bit
 * integer, then the values, row-major.
 */
final class Idx {
    private static final byte UNSIGNED_BYTES = 8;
    private static final String REMEDY =
            "; delete the file, so that it is fetched again, or put a good copy in its place";

    private final Path file;
    private final Shape shape;

    private Idx(Path file, Shape shape) {
        this.file = file;
        this.shape = shape;
    }

    /**
     * The values of a file.
     *
     * @param shape what the file must hold, to the byte
     * @return u8 of that shape
     * @throws DataException when the file is not that, with what was found instead
     */
    static HostTensor read(Path file, Shape shape) throws DataException {
        return new Idx(file, shape).read();
    }

    private HostTensor read() throws DataException {
        try (InputStream stream = new GZIPInputStream(Files.newInputStream(file), 1 << 16)) {
            readMagic(stream);
            readExtents(stream);
            return readValues(stream);
        } catch (EOFException e) {
            throw DataException.corrupt(file + ": the compressed data is cut short: expected " + content()
                    + ", found the end of a file of " + file.toFile().length() + " bytes" + REMEDY, e);
        } catch (ZipException e) {
            throw DataException.corrupt(file + ": the compressed data is damaged: expected gzip of " + content()
                    + ", found: " + e.getMessage() + REMEDY, e);
        } catch (IOException e) {
            throw DataException.corrupt(file + " cannot be read: " + e, e);
        }
    }

    private void readMagic(InputStream stream) throws IOException, DataException {
        byte[] expected = {0, 0, UNSIGNED_BYTES, (byte) shape.rank()};
        byte[] magic = stream.readNBytes(expected.length);
        if (!Arrays.equals(magic, expected)) {
            HexFormat hex = HexFormat.ofDelimiter(" ");
            throw corrupt("this is no IDX file of unsigned bytes and rank " + shape.rank(),
                    "its first bytes to be " + hex.formatHex(expected), hex.formatHex(magic));
        }
    }

    private void readExtents(InputStream stream) throws IOException, DataException {
        byte[] header = stream.readNBytes(Integer.BYTES * shape.rank());
        if (header.length < Integer.BYTES * shape.rank()) {
            throw corrupt("the header is cut short", shape.rank() + " extents", header.length + " bytes of them");
        }
        long[] found = new long[shape.rank()];
        ByteBuffer extents = ByteBuffer.wrap(header);
        Arrays.setAll(found, axis -> Integer.toUnsignedLong(extents.getInt()));
        if (!Arrays.equals(found, shape.sizes().stream().mapToLong(Integer::longValue).toArray())) {
            throw corrupt("this is another array", shape.toString(),
                    Arrays.toString(found).replace(" ", ""));
        }
    }

    private HostTensor readValues(InputStream stream) throws IOException, DataException {
        HostTensor values = HostTensor.zeros(new TensorType(DType.U8, shape));
        int length = stream.readNBytes(values.bytes(), 0, values.elements());
        if (length < values.elements()) {
            throw corrupt("the values are cut short", content(), length + " bytes");
        }
        if (stream.read() >= 0) {
            throw corrupt("more follows after the values", content(), "at least one byte more");
        }
        return values;
    }

    private String content() {
        return shape.elements() + " bytes of values " + shape;
    }

    private DataException corrupt(String what, String expected, String found) {
        return DataException.corrupt(file + ": " + what + ": expected " + expected + ", found " + found + REMEDY);
    }
}

package org.fascicle.workbench.run;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import javax.imageio.ImageIO;
import org.fascicle.data.Batch;
import org.fascicle.data.Feature;
import org.fascicle.data.Split;
import org.fascicle.graph.DType;
import org.fascicle.graph.Shape;
import org.fascicle.workbench.WorkbenchException;

/**
 * Images in a file: one in a PNG, or several in an IDX file of unsigned bytes, compressed or not.
 *
 * @param features what they become
 * @param images bytes [height, width, channels] of each
 */
record ImageFiles(List<Feature> features, List<byte[]> images) implements Split {
    private static final int IDX_BYTES = 0x0800;
    private static final int GZIP = 0x1f8b;

    /** Whether a feature can be read from a file of images. */
    static boolean fits(Feature feature) {
        return feature.type().dtype() == DType.U8 && feature.type().shape().rank() == 3;
    }

    /**
     * Reads a file.
     *
     * @throws WorkbenchException when its images have another size than the model's
     */
    static ImageFiles read(Path file, Feature feature) throws WorkbenchException {
        try {
            Optional<BufferedImage> picture = Optional.ofNullable(ImageIO.read(file.toFile()));
            return new ImageFiles(List.of(feature), picture.isPresent()
                    ? List.of(pixels(file, picture.get(), feature.type().shape())) : idx(file, feature.type().shape()));
        } catch (IOException e) {
            throw new WorkbenchException(WorkbenchException.Kind.WRONG_REQUEST, file + " cannot be read as an image: "
                    + (e instanceof EOFException ? "it ends too soon" : e.getMessage()), "this model reads images of "
                    + feature.type().shape().size(1) + " × " + feature.type().shape().size(0) + " pixels, not tables: "
                    + "give a PNG image, or images in an IDX file", e);
        }
    }

    private static byte[] pixels(Path file, BufferedImage picture, Shape shape) throws WorkbenchException {
        requireSize(file, picture.getHeight(), picture.getWidth(), shape);
        int channels = shape.size(2);
        byte[] bytes = new byte[shape.elements()];
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                int rgb = colour(picture, x, y);
                int[] colours = {rgb >> 16 & 0xff, rgb >> 8 & 0xff, rgb & 0xff};
                int place = (y * picture.getWidth() + x) * channels;
                if (channels == 1) {
                    // Luma of Rec. 601; of a grey image it is the grey itself.
                    bytes[place] = (byte) Math.round(0.299 * colours[0] + 0.587 * colours[1] + 0.114 * colours[2]);
                }
                for (int channel = 0; channels > 1 && channel < channels; channel++) {
                    bytes[place + channel] = (byte) (channel < colours.length ? colours[channel] : rgb >>> 24);
                }
            }
        }
        return bytes;
    }

    /** Grey is taken as it is stored: Java would make it brighter on the way to a colour. */
    private static int colour(BufferedImage picture, int x, int y) {
        if (picture.getRaster().getNumBands() > 1 || picture.getColorModel() instanceof IndexColorModel) {
            return picture.getRGB(x, y);
        }
        int bits = picture.getColorModel().getComponentSize(0);
        int grey = picture.getRaster().getSample(x, y, 0) >>> Math.max(0, bits - Byte.SIZE);
        return 0xff000000 | grey << 16 | grey << 8 | grey;
    }

    private static List<byte[]> idx(Path file, Shape shape) throws IOException, WorkbenchException {
        try (DataInputStream in = new DataInputStream(open(file))) {
            int magic = in.readInt();
            if (magic >>> 8 != IDX_BYTES >>> 8 || (magic & 0xff) != 3) {
                throw new IOException("it is neither a PNG nor an IDX file of images");
            }
            int count = in.readInt();
            requireSize(file, in.readInt(), in.readInt(), shape);
            byte[][] images = new byte[count][];
            for (int i = 0; i < count; i++) {
                images[i] = in.readNBytes(shape.elements());
                if (images[i].length < shape.elements()) {
                    throw new IOException("it is cut short: its header tells of " + count + " images, and it ends in "
                            + "number " + (i + 1));
                }
            }
            return List.of(images);
        }
    }

    private static InputStream open(Path file) throws IOException {
        try (DataInputStream head = new DataInputStream(Files.newInputStream(file))) {
            if (head.available() >= 2 && head.readUnsignedShort() != GZIP) {
                return Files.newInputStream(file);
            }
        }
        return new GZIPInputStream(Files.newInputStream(file));
    }

    private static void requireSize(Path file, int height, int width, Shape shape) throws WorkbenchException {
        if (height != shape.size(0) || width != shape.size(1)) {
            throw WorkbenchException.wrong(file + " is " + width + " × " + height + " pixels, and the model reads "
                    + "images of " + shape.size(1) + " × " + shape.size(0), "scale it to " + shape.size(1) + " × "
                    + shape.size(0) + " pixels");
        }
    }

    @Override
    public int size() {
        return images.size();
    }

    @Override
    public void read(int example, Batch batch, int place) {
        byte[] bytes = images.get(example);
        System.arraycopy(bytes, 0, batch.tensor(features.getFirst().name()).bytes(), place * bytes.length,
                bytes.length);
    }
}

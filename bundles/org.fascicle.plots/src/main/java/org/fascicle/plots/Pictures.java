package org.fascicle.plots;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.imageio.ImageIO;
import org.fascicle.experiment.checkpoint.AtomicFile;
import org.fascicle.experiment.run.RateCurve;
import org.fascicle.experiment.run.RunEvent;
import org.fascicle.experiment.run.RunListener;
import org.fascicle.experiment.run.RunView;
import org.osgi.service.component.annotations.Component;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Draws what is known of a run into its folder: {@code curves.png}; and where there is something to see {@code
 * confusion.png}, {@code mistakes.png} and {@code boundary.png}. Nothing of graphics is loaded before the first
 * picture. A picture that cannot be drawn is told and left out.
 */
@Component(service = RunListener.class)
public final class Pictures implements RunListener {
    private static final int MOST_CLASSES = 60;

    @Override
    public void event(RunEvent event) {
        // Only the end of a run is drawn.
    }

    @Override
    public void ended(RunView view) {
        List<Optional<Path>> drawn = new ArrayList<>();
        if (Curves.hasAny(view.epochs())) {
            drawn.add(draw(view.folder().resolve("curves.png"),
                    () -> Curves.draw(view.run(), view.epochs(), view.best())));
        }
        view.confusion().filter(confusion -> confusion.classes().size() <= MOST_CLASSES).ifPresent(confusion ->
                drawn.add(draw(view.folder().resolve("confusion.png"), () -> Matrix.draw(view.part(), confusion))));
        if (!view.mistakes().isEmpty()) {
            drawn.add(draw(view.folder().resolve("mistakes.png"), () -> Sheet.draw(view.mistakes())));
        }
        view.plane().ifPresent(plane ->
                drawn.add(draw(view.folder().resolve("boundary.png"), () -> Boundary.draw(view.run(), plane))));
        log().debug("drew {}", drawn);
    }

    @Override
    public void rates(RateCurve curve, Path picture) {
        draw(picture, () -> Rates.draw(curve));
    }

    private static Optional<Path> draw(Path file, Supplier<BufferedImage> drawing) {
        try {
            BufferedImage image = drawing.get();
            Files.createDirectories(file.toAbsolutePath().getParent());
            AtomicFile.write(file, channel -> {
                OutputStream out = Channels.newOutputStream(channel);
                ImageIO.write(image, "png", out);
                out.flush();
            });
            return Optional.of(file);
        } catch (IOException | RuntimeException | LinkageError e) {
            log().warn("{} cannot be drawn: {}", file, e.toString());
            log().debug("where it failed", e);
            return Optional.empty();
        }
    }

    /** Asked for when something is logged: making the first logger takes a good part of the start of a process. */
    private static Logger log() {
        return LoggerFactory.getLogger(Pictures.class);
    }
}

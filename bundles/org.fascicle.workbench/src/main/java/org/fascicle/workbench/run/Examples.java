package org.fascicle.workbench.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.fascicle.compiler.step.Task;
import org.fascicle.data.DataException;
import org.fascicle.data.Feature;
import org.fascicle.data.FileDataset;
import org.fascicle.data.Split;
import org.fascicle.workbench.UseRequest;
import org.fascicle.workbench.WorkbenchException;

/**
 * What a model is asked about.
 *
 * @param split the examples
 * @param words what they are
 */
record Examples(Split split, String words) {
    /** The examples that a request names: those of its file, or a part of what the model's run learned from. */
    static Examples of(UseRequest request, PastModel model) throws WorkbenchException {
        if (request.file().isPresent()) {
            return new Examples(file(request.file().get(), model), request.file().get().toString());
        }
        Parts parts = model.parts().orElseThrow();
        Map<String, Split> byName = new LinkedHashMap<>();
        parts.test().ifPresent(split -> byName.put("test", split));
        parts.validation().ifPresent(split -> byName.put("validation", split));
        byName.put("train", parts.train());
        String part = request.part().orElse(byName.keySet().iterator().next());
        if (!byName.containsKey(part)) {
            throw WorkbenchException.wrong("the data of the run " + model.run().name() + " has no part \"" + part
                    + "\"", "it has " + String.join(", ", byName.keySet()));
        }
        return new Examples(byName.get(part), "the " + part + " examples");
    }

    private static Split file(Path file, PastModel model) throws WorkbenchException {
        if (!Files.isRegularFile(file)) {
            throw WorkbenchException.missing("there is no file " + file, "give a table or an image, or leave it out "
                    + "for the examples that the run set aside");
        }
        if (model.prepared().experiment().data().use() instanceof FileDataset dataset && model.fit().isPresent()) {
            try {
                return dataset.read(file, model.fit().get());
            } catch (DataException e) {
                throw new WorkbenchException(WorkbenchException.Kind.WRONG_REQUEST, e.getMessage(),
                        "correct the file or give another, and ask again", e);
            }
        }
        Feature input = model.feature(Task.INPUT);
        if (ImageFiles.fits(input)) {
            return ImageFiles.read(file, input);
        }
        throw WorkbenchException.wrong("the run " + model.run().name() + " reads " + model.signature().features()
                .stream().filter(feature -> !feature.name().equals(Task.TARGET)).map(feature -> feature.name() + " "
                        + feature.type()).collect(Collectors.joining(", ")) + ", which no file gives",
                "tables and images can be read from files; leave the file out for the dataset's own examples");
    }
}

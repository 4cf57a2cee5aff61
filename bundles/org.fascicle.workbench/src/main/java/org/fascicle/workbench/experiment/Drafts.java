package org.fascicle.workbench.experiment;

import java.nio.file.Files;
import java.util.Optional;
import org.fascicle.data.DataException;
import org.fascicle.data.Draft;
import org.fascicle.data.DraftingType;
import org.fascicle.experiment.catalog.Contribution;
import org.fascicle.experiment.catalog.Kind;
import org.fascicle.workbench.DraftRequest;
import org.fascicle.workbench.WorkbenchException;
import org.fascicle.workbench.catalog.Picture;

/** Experiments to begin with, by the first dataset that can make something of the data. */
public final class Drafts {
    private Drafts() {
    }

    /**
     * An experiment on a file.
     *
     * @throws WorkbenchException when there is no such file, no dataset reads it, or something is wrong in it
     */
    public static Draft of(DraftRequest request, Picture picture) throws WorkbenchException {
        if (!Files.isRegularFile(request.file())) {
            throw WorkbenchException.missing("there is no file " + request.file(), "give the path of a table");
        }
        for (Contribution<?> dataset : picture.all(Kind.DATASET)) {
            if (dataset.type() instanceof DraftingType type) {
                try {
                    Optional<Draft> draft = type.draft(request.name(), request.file(), request.target());
                    if (draft.isPresent()) {
                        return draft.get();
                    }
                } catch (DataException e) {
                    throw new WorkbenchException(WorkbenchException.Kind.WRONG_REQUEST, e.getMessage(), "", e);
                }
            }
        }
        throw WorkbenchException.wrong("no dataset that is here begins with " + request.file(),
                "give a table: its name ends in .csv, .tsv, .tab, .txt or .data");
    }
}

package org.fascicle.workbench.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.fascicle.data.DataException;
import org.fascicle.data.DataFile;
import org.fascicle.data.DataFiles;

/**
 * Files of whose content nothing is known are looked for beside the experiment that names them before anywhere else.
 *
 * @param folder where the experiment file stands
 * @param others where else they are looked for
 */
public record NearbyFiles(Path folder, DataFiles others) implements DataFiles {
    @Override
    public List<Path> require(List<DataFile> files) throws DataException {
        return others.require(files);
    }

    @Override
    public Path find(String path) throws DataException {
        Path beside = folder.resolve(path);
        if (Files.isRegularFile(beside)) {
            return beside;
        }
        try {
            return others.find(path);
        } catch (DataException e) {
            throw e.isMissing() && !Path.of(path).isAbsolute() ? DataException.missing(e.getMessage()
                    + "; or put it beside the experiment, into " + folder) : e;
        }
    }
}

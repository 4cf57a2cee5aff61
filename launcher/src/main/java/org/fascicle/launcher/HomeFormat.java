package org.fascicle.launcher;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Properties;

/**
 * The form in which a home folder is kept, which stands in a file of it. A folder that a later version keeps in a later
 * form is left as it is.
 *
 * @param home the folder
 * @param version this version of Fascicle
 */
record HomeFormat(Home home, String version) {
    /** The form that this version reads and writes. */
    static final int FORMAT = 1;
    static final String FILE = "home.properties";
    private static final String REMEDY = ", or name another folder with FASCICLE_HOME";

    /**
     * Makes sure that the folder is in a form that is known here; changes nothing.
     *
     * @throws LaunchException when it is in a later one
     */
    void require() throws LaunchException {
        Path file = file();
        Properties marks = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            marks.load(reader);
        } catch (IOException absent) {
            // A folder without the file is new, or from before there was one.
            return;
        } catch (IllegalArgumentException noText) {
            throw damaged(file);
        }
        int format;
        try {
            format = Integer.parseInt(marks.getProperty("format", "").strip());
        } catch (NumberFormatException noNumber) {
            throw damaged(file);
        }
        if (format > FORMAT) {
            throw new LaunchException(ExitCode.WRONG_REQUEST, "the home folder " + home.root() + " is of Fascicle "
                    + marks.getProperty("fascicle", "in a later version") + " (format " + format
                    + "), and this is Fascicle " + version + " (format " + FORMAT + "): use that version or a later one"
                    + REMEDY);
        }
    }

    private static LaunchException damaged(Path file) {
        return new LaunchException(ExitCode.WRONG_REQUEST, file + " does not say in which format the home folder is: "
                + "remove the file if no later version of Fascicle has used the folder" + REMEDY);
    }

    /** Notes the form in a folder that does not tell it yet. One that cannot be written can still be read. */
    void note() {
        Path file = file();
        if (Files.exists(file) || !Files.isDirectory(home.root())) {
            return;
        }
        try {
            Path aside = Files.createTempFile(home.root(), FILE, ".part");
            Files.write(aside, List.of("# The form of this folder, and the version of Fascicle that made it.",
                    "format=" + FORMAT, "fascicle=" + version));
            Files.move(aside, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException unwritable) {
            return;
        }
    }

    private Path file() {
        return home.root().resolve(FILE);
    }
}

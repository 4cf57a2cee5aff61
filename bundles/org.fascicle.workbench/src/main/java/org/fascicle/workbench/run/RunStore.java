package org.fascicle.workbench.run;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.fascicle.contribution.Names;
import org.fascicle.experiment.Experiment;
import org.fascicle.experiment.run.EventJson;
import org.fascicle.experiment.run.RunEvent;
import org.fascicle.experiment.run.RunRecord;
import org.fascicle.workbench.StoredRun;
import org.fascicle.workbench.StoredSet;
import org.fascicle.workbench.WorkbenchException;

/** The folders of all runs: makes new ones, and reads old ones as far as they can be read. */
public final class RunStore {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");
    private static final String REMEDY = "make it writable, or give another folder with --out";
    private final Path runs;
    private final Clock clock;

    /**
     * A store in a folder.
     *
     * @param runs holds a folder for each run; it need not exist
     * @param clock what time it is
     */
    public RunStore(Path runs, Clock clock) {
        this.runs = runs;
        this.clock = clock;
    }

    /**
     * Makes a folder for a new run: {@code <experiment>-<yyyyMMdd-HHmmss>}, with a number where that exists.
     *
     * @throws WorkbenchException when it cannot be written
     */
    public RunFolder create(String experiment) throws WorkbenchException {
        try {
            return RunFolder.open(make(experiment));
        } catch (IOException e) {
            throw unwritable(runs, e);
        }
    }

    /** The same for several runs of an experiment. */
    SetFolder createSet(Experiment experiment, String yaml) throws WorkbenchException {
        try {
            return SetFolder.begin(make(experiment.name()), experiment, yaml);
        } catch (IOException e) {
            throw unwritable(runs, e);
        }
    }

    private Path make(String experiment) throws IOException {
        String name = experiment.replaceAll("[^\\p{Alnum}._-]", "-") + "-" + LocalDateTime.now(clock).format(TIME);
        Files.createDirectories(runs);
        for (int number = 1;; number++) {
            Path folder = runs.resolve(number == 1 ? name : name + "-" + number);
            try {
                return Files.createDirectory(folder);
            } catch (FileAlreadyExistsException taken) {
                continue;
            }
        }
    }

    /**
     * Makes a folder for a new run where somebody wants it.
     *
     * @throws WorkbenchException when it cannot be written, or holds a run already
     */
    public RunFolder createAt(Path folder) throws WorkbenchException {
        requireFree(List.of(folder));
        try {
            Path absolute = folder.toAbsolutePath().normalize();
            return RunFolder.open(Files.createDirectories(absolute));
        } catch (IOException e) {
            throw unwritable(folder, e);
        }
    }

    /** The same for several runs of an experiment. */
    SetFolder createSetAt(Path folder, Experiment experiment, String yaml) throws WorkbenchException {
        try {
            return SetFolder.begin(Files.createDirectories(folder.toAbsolutePath().normalize()), experiment, yaml);
        } catch (IOException e) {
            throw unwritable(folder, e);
        }
    }

    /** Makes a folder for a run that may have one, from which it was taken away before it had kept a record. */
    RunFolder createAgain(Path folder) throws WorkbenchException {
        try {
            RunFolder again = RunFolder.open(Files.createDirectories(folder));
            again.goBack(0, false);
            return again;
        } catch (RunFolder.AtWorkException e) {
            throw WorkbenchException.wrong(e.getMessage(), "wait for its end");
        } catch (IOException e) {
            throw unwritable(folder, e);
        }
    }

    /**
     * Opens the folder of a run that goes on.
     *
     * @param past where it goes on
     * @throws WorkbenchException when it cannot be written, or somebody else goes on with it
     */
    RunFolder reopen(Past past) throws WorkbenchException {
        try {
            return goneBack(past);
        } catch (RunFolder.AtWorkException e) {
            throw WorkbenchException.wrong("the run " + past.record().run() + " is at work: somebody else goes on with "
                    + "it", "wait for its end");
        } catch (IOException e) {
            throw unwritable(past.folder(), e);
        }
    }

    private static RunFolder goneBack(Past past) throws IOException {
        RunFolder folder = RunFolder.open(past.folder());
        try {
            RunRecord now = RunRecord.read(past.folder().resolve(RunFolder.RECORD));
            if (!now.resumed().equals(past.record().resumed())) {
                throw new RunFolder.AtWorkException(past.folder());
            }
            folder.goBack(past.epochs().size(), past.fallback());
            return folder;
        } catch (IOException | RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    /**
     * Makes sure that none of these folders holds a run already; writes nothing.
     *
     * @throws WorkbenchException with every folder that cannot take a run
     */
    public void requireFree(List<Path> folders) throws WorkbenchException {
        List<String> taken = new ArrayList<>();
        for (Path folder : folders) {
            if (folder.toAbsolutePath().normalize().getFileName() == null) {
                taken.add("the folder " + folder + " is the root of the file system and cannot be a run's");
            } else if (Files.exists(folder.resolve(RunFolder.RECORD))
                    || Files.exists(folder.resolve(RunFolder.METRICS))) {
                taken.add("the folder " + folder + " holds a run already");
            } else if (SetFolder.is(folder)) {
                taken.add("the folder " + folder + " holds several runs already");
            }
        }
        if (!taken.isEmpty()) {
            throw WorkbenchException.wrong(String.join("; ", taken), "give another folder with --out"
                    + (taken.size() == 1 ? ", or remove it" : ", or remove them"));
        }
    }

    private static WorkbenchException unwritable(Path folder, IOException cause) {
        UnwritableException told = UnwritableException.of(folder, cause);
        if (told.isFull()) {
            return new WorkbenchException(WorkbenchException.Kind.FAILED, "the run cannot be kept: "
                    + told.getMessage(), "make space there, or give another folder with --out", cause);
        }
        return new WorkbenchException(WorkbenchException.Kind.WRONG_REQUEST, "the run cannot be kept: the folder "
                + folder + " cannot be written (" + cause.getClass().getSimpleName() + ": " + cause.getMessage() + ")",
                REMEDY, cause);
    }

    /** All runs, the oldest first; of those that cannot be read, what is known. */
    public List<StoredRun> list() {
        if (!Files.isDirectory(runs)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(runs)) {
            return folders.filter(Files::isDirectory).filter(folder -> !SetFolder.is(folder))
                    .map(folder -> read(folder, false))
                    .sorted(Comparator.comparing((StoredRun run) -> run.record().map(RunRecord::started),
                            Comparator.comparing(started -> started.map(Object::toString).orElse("")))
                            .thenComparing(StoredRun::name))
                    .toList();
        } catch (IOException e) {
            return List.of(new StoredRun(name(runs), runs, Optional.empty(), List.of(),
                    List.of("the folder of all runs cannot be read: " + e)));
        }
    }

    /** All sets of runs, by their names; of those that cannot be read, what is known. */
    public List<StoredSet> sets() {
        if (!Files.isDirectory(runs)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(runs)) {
            return folders.filter(SetFolder::is).sorted().map(SetFolder::read).toList();
        } catch (IOException unreadable) {
            // that is told of the single runs, which lie in the same folder
            return List.of();
        }
    }

    /** A set of runs by its name or its folder. */
    public Optional<StoredSet> findSet(String set) {
        return folder(set, SetFolder.SUMMARY).map(Path::toAbsolutePath).map(Path::normalize).map(SetFolder::read);
    }

    private Optional<Path> folder(String name, String holds) {
        try {
            return name.isBlank() ? Optional.empty() : Stream.of(runs.resolve(name), Path.of(name))
                    .filter(folder -> Files.isRegularFile(folder.resolve(holds))).findFirst();
        } catch (InvalidPathException noPath) {
            return Optional.empty();
        }
    }

    /** A run by its name or its folder; a folder is a run's when it holds a record, be it a torn one. */
    public Optional<StoredRun> find(String run) {
        return folder(run, RunFolder.RECORD).map(folder -> read(folder, true));
    }

    /**
     * A run by its name or its folder.
     *
     * @throws WorkbenchException when there is none, with the run whose name is nearest, or where runs lie
     */
    public StoredRun require(String run) throws WorkbenchException {
        Optional<StoredRun> found = find(run);
        if (found.isPresent()) {
            return found.get();
        }
        Optional<StoredSet> set = findSet(run);
        if (set.isPresent()) {
            List<StoredRun> begun = set.get().runs();
            throw WorkbenchException.wrong("\"" + run + "\" are several runs", begun.isEmpty()
                    ? "none of them has begun"
                    : "name one of them, such as " + Path.of(run).resolve(begun.getFirst().name()));
        }
        List<String> names = Stream.concat(list().stream().map(StoredRun::name), sets().stream().map(StoredSet::name))
                .toList();
        throw WorkbenchException.wrong("there is no run \"" + run + "\" in " + runs + ", and no folder of this name "
                + "that holds a " + RunFolder.RECORD, Names.nearest(run, names)
                        .map(near -> "did you mean \"" + near + "\"?").orElse("\"fascicle runs\" lists all"));
    }

    /** The folder in which a run, or several, found the data; none where a file is no experiment of theirs. */
    static Optional<Path> dataOf(Path experiment) {
        Path folder = experiment.toAbsolutePath().normalize().getParent();
        if (folder == null || !experiment.endsWith(RunFolder.EXPERIMENT)) {
            return Optional.empty();
        }
        if (SetFolder.is(folder)) {
            return SetFolder.read(folder).runs().stream().flatMap(run -> run.record().stream()).findFirst()
                    .flatMap(RunStore::data);
        }
        return Files.isRegularFile(folder.resolve(RunFolder.RECORD))
                ? read(folder, false).record().flatMap(RunStore::data) : Optional.empty();
    }

    private static Optional<Path> data(RunRecord record) {
        try {
            return Optional.of(record.provenance().dataFolder()).filter(folder -> !folder.isEmpty()).map(Path::of);
        } catch (InvalidPathException ofAnotherSystem) {
            return Optional.empty();
        }
    }

    static StoredRun read(Path folder, boolean withEpochs) {
        List<String> problems = new ArrayList<>();
        Path file = folder.resolve(RunFolder.RECORD);
        Optional<RunRecord> record = Optional.empty();
        try {
            if (Files.exists(file)) {
                record = Optional.of(RunRecord.read(file));
            } else {
                problems.add("there is no " + RunFolder.RECORD + ": it was cut off before it began, or is no run");
            }
        } catch (IOException | RuntimeException e) {
            problems.add(RunFolder.RECORD + " cannot be read: " + e.getMessage());
        }
        boolean brokenOff = record.filter(BrokenOff::is).isPresent();
        List<RunEvent.Epoch> epochs = withEpochs || brokenOff ? epochs(folder, problems) : List.of();
        return new StoredRun(name(folder), folder,
                brokenOff ? record.map(running -> BrokenOff.record(running, epochs)) : record,
                withEpochs ? epochs : List.of(), problems);
    }

    /** The last part of its path; the root of a file system has none. */
    static String name(Path folder) {
        Path absolute = folder.toAbsolutePath().normalize();
        return Optional.ofNullable(absolute.getFileName()).orElse(absolute).toString();
    }

    static List<RunEvent.Epoch> epochs(Path folder, List<String> problems) {
        List<RunEvent.Epoch> epochs = new ArrayList<>();
        Path file = folder.resolve(RunFolder.METRICS);
        if (!Files.exists(file)) {
            problems.add("there is no " + RunFolder.METRICS);
            return epochs;
        }
        EventJson json = new EventJson();
        int number = 0;
        try {
            for (String line : Files.readAllLines(file)) {
                number++;
                if (json.read(line) instanceof RunEvent.Epoch epoch) {
                    epochs.add(epoch);
                }
            }
        } catch (IOException | RuntimeException e) {
            problems.add(RunFolder.METRICS + " cannot be read beyond line " + number + ": " + e.getMessage());
        }
        return epochs;
    }
}

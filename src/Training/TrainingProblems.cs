using Athanor.Foundation.Problems;

namespace Athanor.Training;

internal static class TrainingProblems
{
    public static Problem NotFinite(long step, double loss, double norm) => new(
        "training/not-finite",
        422,
        $"In step {step} the loss is {loss} and its gradient {norm} long: nothing can be learned from that. The parameters are those of the step before.",
        "Resume from the last checkpoint with a lower learning rate or a stricter clip, and look at the samples of this step.");

    public static Problem WorkersDiffer(long step, IReadOnlyList<int> ranks) => new(
        "training/workers-differ",
        500,
        $"After step {step} {(ranks.Count == 1 ? $"rank {ranks[0]} holds" : $"ranks {string.Join(", ", ranks)} hold")} other parameters than the rest, which cannot be: memory or a processor of its machine went wrong.",
        "Resume from the last checkpoint, on another machine where this comes again.");

    public static Problem NoImages(string folder) => new(
        "training/no-images", 422, $"There are no images in {folder}.", "Images are PNG or JPEG files in folders that are named as their classes: `oak/17.jpg`.");

    public static Problem TooManyImages(int count, int side) => new(
        "training/too-many-images", 422, $"{count} images of {side} × {side} pixels are more than this recipe keeps in memory.", "A smaller `size` takes less, and so does a branch of the dataset with fewer images.");

    public static Problem TooFewClasses(IReadOnlyList<string> labels) => new(
        "training/too-few-classes", 422, labels.Count == 0 ? "None of the images can be read." : $"All images that can be read are of the class '{labels[0]}'.", "A classifier tells at least two classes from each other, each in a folder of its name.");

    public static Problem TooFewSamples(int samples, int batch) => new(
        "training/too-few-samples", 422, $"{samples} samples to train on do not fill a batch of {batch}.", "Make `batch` smaller, or keep less with `held-out`.");

    public static Problem UnevenBatch(int batch, int workers) => new(
        "training/uneven-batch", 422, $"A batch of {batch} cannot be shared evenly among {workers} workers.", $"Make `batch` a multiple of {workers}.");

    public static Problem BadRecipe(long line, string section, string fault) => new(
        "training/bad-recipe", 400, $"Line {line}{(section.Length > 0 ? $", {section}" : "")} of the recipe: {fault}.", "docs/training.md lists the settings of each recipe with their defaults.");

    public static Problem NotReplayable(string folder) => new(
        "training/not-replayable", 422, $"{folder} does not tell what the parameters of the run were after any step that is repeated.", "A run with `compare-every` above 0 writes them down; repeat as many steps at least.");

    public static Problem ReplayDiffers(long step, long equalUntil) => new(
        "training/replay-differs", 409, $"After step {step} the parameters are not what they were{(equalUntil > 0 ? $"; after step {equalUntil} they still were" : "")}.", "Another number of workers or threads, another processor or another version of this program computes in another order.");

    public static Problem NoText(string folder) => new(
        "training/no-text", 422, $"There is no text to learn from in {folder}.", "Texts are files of UTF-8 that end in .txt, .md, .rst or .text.");

    public static Problem TooMuchText(long most) => new(
        "training/too-much-text", 422, $"There is more text than the {most >> 20} MiB that this recipe keeps in memory.", "Take a branch of the dataset with fewer files.");

    public static Problem OtherTokenizer(string end) => new(
        "training/other-tokenizer", 422, $"The tokenizer of the model to begin with has no token '{end}', which stands between texts.", "Begin with a model that this recipe has made.");

    public static Problem NoTable(string folder) => new(
        "training/no-table", 422, $"There are no rows to learn from in {folder}.", "Tables are CSV files whose first line names the columns.");

    public static Problem BadTable(string file, int line, string fault) => new(
        "training/bad-table", 422, $"Line {line} of {file} is no row of its table: {fault}.", "Fields stand between commas, in quotation marks where they hold some.");

    public static Problem OtherColumns(string file) => new(
        "training/other-columns", 422, $"{file} has other columns than the files before it.", "Files of one table begin with the same line.");

    public static Problem NoColumn(string name, IReadOnlyList<string> columns) => new(
        "training/no-column", 422, $"There is no column '{name}'.", $"There are {string.Join(", ", columns.Take(20))}; `target` names the one to tell.");

    public static Problem BadTarget(string name, int classes, int most) => new(
        "training/bad-target", 422, $"The column '{name}' holds {classes} {(classes == 1 ? "value" : "values")}, and a class is one of 2 to {most}.", "`target` names the column to tell; the last one is taken otherwise.");
    public static Problem ForeignCheckpoint(string checkpoint) => new(
        "training/foreign-checkpoint",
        409,
        $"The checkpoint {checkpoint} was written with another configuration than this run's.",
        "Resume with the configuration that it was written with, or start a new run in another place.");

    public static Problem CheckpointMismatch(string checkpoint, string vector, long? saved, long expected) => new(
        "training/checkpoint-mismatch",
        409,
        $"The checkpoint {checkpoint} holds {(saved is null ? $"no '{vector}'" : $"{saved} numbers of '{vector}'")}, but the model expects {expected}.",
        "Resume with the model that it was written with, or start a new run in another place.");

    public static Problem NoWholeCheckpoint(IReadOnlyList<string> damages) => new(
        "training/no-whole-checkpoint",
        422,
        $"There are checkpoints, but none is whole: {string.Join("; ", damages)}.",
        "Restore one from a copy, or remove them to begin anew.");

    public static Problem CheckpointNotWritten(long step, int rank, string reason) => new(
        "training/checkpoint-not-written",
        503,
        $"Rank {rank} could not write its part of the checkpoint of step {step}: {reason}",
        "Make room or repair the place of the checkpoints, and resume: the last whole one is there.");

    public static Problem NotesTooLarge(int bytes, int most) => new(
        "training/notes-too-large", 413, $"What the run wants to keep beside its vectors has {bytes} bytes, and a checkpoint takes {most}.", "Keep less, or write it to files of its own.");

    public static Problem BadCheckpointPlace(string place) => new(
        "training/bad-checkpoint-place", 400, $"'{(place.Length > 80 ? place[..80] : place)}' is no place for checkpoints.", "Name a folder that all workers see, or s3://BUCKET/PREFIX.");

    public static Problem NoDoor(string variable) => new(
        "training/no-door", 400, $"{variable} is not set, which says how to reach the buckets.", "`athanor train` starts workers with all they need; elsewhere keep checkpoints in a folder.");
}

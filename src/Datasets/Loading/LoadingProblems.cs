using Athanor.Foundation.Problems;

namespace Athanor.Datasets.Loading;

internal static class LoadingProblems
{
    public static Problem NoSamples => new("datasets/no-samples", 409, "There is nothing in this dataset to read.", "Commit files to it first, or name another branch, tag or commit.");

    public static Problem BadShare(long rank, long worldSize) => new(
        "datasets/bad-share", 400, $"There is no rank {rank} among {worldSize} readers.", "Ranks are counted from 0, and there are 1 to 1,048,576 readers.");

    public static Problem TooManyReaders(long readers, long samples) => new(
        "datasets/too-many-readers", 409, $"There are {samples} samples for {readers} readers, so some would never have one.", "Start fewer readers.");

    public static Problem BadPosition => new("datasets/bad-position", 400, "There is no such place in the order of the samples.", "Start from 0, or from the position that a reader was at. Epochs are counted from 0.");

    public static Problem BadRemainder(string text) => new("datasets/bad-remainder", 400, $"The last samples of an epoch can be `drop`ped or shared `uneven`ly, not '{(text.Length > 40 ? "…" : text)}'.", "Leave it out for uneven shares.");

    public static Problem BadShuffle => new("datasets/bad-shuffle", 400, "A shuffle takes blocks of at least one sample, and windows of at least one block.", "Leave out `block` and `window` for what suits most datasets.");

    public static Problem BadWeights(int most, long largestSum) => new(
        "datasets/bad-weights", 400, $"A mixture takes 1 to {most} datasets, each with a whole number above 0 as its weight, which share no common factor beyond a sum of {largestSum}.", "Write 70, 20 and 10 rather than 0.7, 0.2 and 0.1.");

    public static Problem TooLarge(string sample, long size, long most) => new(
        "datasets/sample-too-large", 413, $"The sample '{sample}' has {size} bytes, and a reader may hold {most} at a time.", "Raise the limit of the reader's memory, or keep what is that large out of samples and read it as a file.");

    public static Problem Damaged(string path) => new("datasets/damaged", 500, $"The bytes of '{path}' are not those that were written.", "Restore them from a copy; what was read so far is whole.");

    public static Problem NoShards(string folder) => new("datasets/no-shards", 404, $"There are no shards in {folder}.", "Name the folder that holds shards.index. It is written last: where packing was interrupted there is none, and it has to be repeated.");

    public static Problem BadIndex(string reason) => new("datasets/bad-index", 422, $"The index of the shards is damaged: {reason}.", "Pack the shards again.");

    public static Problem DamagedShard(string shard, string reason) => new("datasets/damaged-shard", 422, $"The shard {shard} is not the one that was packed: {reason}.", "Fetch it again, or pack the shards again.");

    public static Problem FolderInUse(string folder) => new("datasets/folder-not-empty", 409, $"There are files in {folder} already.", "Name a folder that is empty or not there yet.");

    public static Problem Unreachable(string what, string reason) => new("datasets/unreachable", 503, $"{what} cannot be read: {reason}.", "Try again; the position that was reached is kept.");
}

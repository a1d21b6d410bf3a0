using Athanor.Foundation.Problems;

namespace Athanor.App.Verbs.Data;

internal static class DataCommandProblems
{
    public static Problem Terminal => new(
        "cli/terminal",
        400,
        "A tar is nothing to look at on a terminal.",
        "Pipe it on: `athanor data serve DATASET@REF | tar -tv` lists it.");

    public static Problem DatasetOrShards => new("cli/dataset-or-shards", 400, "Samples come from a dataset or from a folder of shards.", "Write DATASET, DATASET@REF or --shards FOLDER.");

    public static Problem BothShuffles => new("cli/both-shuffles", 400, "--shuffle and --no-shuffle contradict each other.", "Give one of them, or none to shuffle.");

    public static Problem BadPlace(string text) => new(
        "cli/bad-dataset",
        400,
        $"'{text}' names no dataset.",
        "Write DATASET, DATASET@REF, DATASET/PREFIX or DATASET@REF/PREFIX.");

    public static Problem NoPrefix(string text) => new(
        "cli/no-prefix",
        400,
        $"'{text}' names a prefix, and this command is about all of a branch.",
        "Write DATASET or DATASET@REF.");

    public static Problem NeedsRef(string text) => new(
        "cli/needs-ref",
        400,
        $"'{text}' does not say which version is meant.",
        "Write DATASET@REF: a branch, a tag, or the beginning of a commit's id.");

    public static Problem OneSide => new(
        "cli/one-side",
        400,
        "A difference has two sides.",
        "Write `athanor data diff DATASET FROM TO`, or `athanor data diff DATASET@BRANCH` for what is not committed.");

    public static Problem OursOrTheirs => new("cli/ours-or-theirs", 400, "A conflict cannot be settled for both sides.", "Give --ours or --theirs.");

    public static Problem BadMetadata(string text) => new("cli/bad-metadata", 400, $"'{text}' is no metadata.", "Write --meta KEY=VALUE.");

    public static Problem NeedsReference => new("cli/needs-ref", 400, "A tag needs a version to point to.", "Write `athanor data tag DATASET NAME REF`.");

    public static Problem NeedsName => new("cli/needs-name", 400, "The name is missing of what is to be changed.", "Write it after the dataset.");

    public static Problem BadEndpoint(string text) => new(
        "cli/bad-url",
        400,
        $"'{text}' is not the address of an S3 server.",
        "Write it as https://s3.example.com, and set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.");

    public static Problem NoSourceKey => new(
        "cli/no-key",
        401,
        "There is no key for the S3 server that --endpoint names.",
        "Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.");

    public static Problem BadPhotos(int photos, int most) => new("cli/bad-photos", 400, $"{photos} photos cannot be drawn.", $"Give --photos a number from 1 to {most}.");

    public static Problem NotEmpty(string folder) => new("cli/not-empty", 409, $"{folder} is there already, and it is not an empty folder.", "Name another one.");
}

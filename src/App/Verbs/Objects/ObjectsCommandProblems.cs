using Athanor.Foundation.Problems;

namespace Athanor.App.Verbs.Objects;

internal static class ObjectsCommandProblems
{
    public static Problem UnknownBucket(string name) => new("objects/unknown-bucket", 404, $"There is no bucket '{name}' that you may see.", "`athanor objects du` lists them.");

    public static Problem EmptyQuota => new("cli/empty-quota", 400, "The quota limits nothing.", "Give --bytes, --objects or both; `athanor objects quota clear` lifts a quota.");

    public static Problem BadSize(string text) => new("cli/bad-size", 400, $"'{text}' is not a size.", "Write it as 1048576, 64MiB or 1.5 TiB.");

    public static Problem BadHolder(string text) => new("cli/bad-holder", 400, $"'{text}' is neither a bucket nor a project.", "Write bucket/NAME or project/NAME.");

    public static Problem BadPlace(string text) => new("cli/bad-place", 400, $"'{text}' is not a place in a bucket.", "Write s3://BUCKET/KEY.");

    public static Problem BothLocal => new("cli/both-local", 400, "Neither place is in a bucket.", "Write one of them as s3://BUCKET/KEY.");

    public static Problem NeedsRecursive(string place) => new("cli/needs-recursive", 400, $"{place} is not a single object.", "Add --recursive for all that is in it, or use sync.");

    public static Problem NoFile(string path) => new("cli/no-file", 404, $"There is no file {path}.", "Check the name.");

    public static Problem NoDoor => new("cli/no-s3", 503, "The S3 door of this server is shut.", "Set objects.listen, or name another with AWS_ENDPOINT_URL_S3.");

    public static Problem BadLifetime => new("cli/bad-lifetime", 400, "An address can be good for one second to seven days.", "Give --expires in seconds, up to 604800.");

    public static Problem Unfinished => new("cli/unfinished", 503, "The connection ended before everything was verified.", "`athanor status` tells whether the server runs; repeat the command.");
}

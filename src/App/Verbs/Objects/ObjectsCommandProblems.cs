using Athanor.Foundation.Problems;

namespace Athanor.App.Verbs.Objects;

internal static class ObjectsCommandProblems
{
    public static Problem UnknownBucket(string name) => new("objects/unknown-bucket", 404, $"There is no bucket '{name}' that you may see.", "`athanor objects du` lists them.");

    public static Problem EmptyQuota => new("cli/empty-quota", 400, "The quota limits nothing.", "Give --bytes, --objects or both; `athanor objects quota clear` lifts a quota.");

    public static Problem BadSize(string text) => new("cli/bad-size", 400, $"'{text}' is not a size.", "Write it as 1048576, 64MiB or 1.5 TiB.");

    public static Problem BadHolder(string text) => new("cli/bad-holder", 400, $"'{text}' is neither a bucket nor a project.", "Write bucket/NAME or project/NAME.");

    public static Problem Unfinished => new("cli/unfinished", 503, "The connection ended before everything was verified.", "`athanor status` tells whether the server runs; repeat the command.");
}

using Athanor.Foundation.Problems;

namespace Athanor.Datasets.Tars;

internal static class TarProblems
{
    private const string Code = "datasets/bad-tar";
    private const string WriteAgain = "Write the archive again, for instance with `tar --format=pax -cf - folder`, and send it whole.";

    public static Problem NoTar => new(Code, 400, "This is no tar archive.", "Send a tar that is not compressed; `gunzip` and `zstd -d` take a compression off.");

    public static Problem Truncated(long at) => new(Code, 400, $"The tar ends too early, after {at} bytes: a part of it is missing.", WriteAgain);

    public static Problem Damaged(long at, string what) => new(Code, 400, $"The tar is damaged: at byte {at} {what}.", WriteAgain);

    public static Problem Unsupported(long at, string kind) => new(
        Code, 400, $"At byte {at} the tar holds {kind}, and a dataset holds plain files only.", "Leave it out, or let tar store what a link leads to (`tar --dereference --hard-dereference`).");

    public static Problem TooMany(long maximum) => new(Code, 400, $"The tar holds more than {maximum} entries.", "Send it in several parts.");
}

using Athanor.Foundation.Problems;

namespace Athanor.Datasets.Model;

/// <summary>What the author says of a commit.</summary>
public sealed record CommitNote
{
    public const int LongestMessage = 4096;

    private const int MaximumMetadata = 64;
    private const int LongestName = 128;
    private const int LongestValue = 4096;

    public CommitNote(string message, IReadOnlyDictionary<string, string>? metadata = null)
    {
        if (string.IsNullOrWhiteSpace(message) || message.Length > LongestMessage) throw new ProblemException(DatasetsProblems.BadMessage);
        if (metadata is not null && (metadata.Count > MaximumMetadata || metadata.Any(one => one.Key.Length is 0 or > LongestName || one.Value.Length > LongestValue))) throw new ProblemException(DatasetsProblems.BadMetadata);
        (Message, Metadata) = (message, metadata ?? new Dictionary<string, string>());
    }

    public static CommitNote Shortened(string message) => new(message.Length > LongestMessage ? message[..LongestMessage] : message);

    public string Message { get; }

    public IReadOnlyDictionary<string, string> Metadata { get; init; }
}

using Athanor.Foundation.Problems;
using Athanor.Objects;
using Athanor.Objects.Model;
using Athanor.Objects.Usage;

namespace Athanor.WebConsole.Configuring;

public sealed record SettingsView(BucketSettings Settings, BucketUsage Usage, Quota Quota, IReadOnlyList<string> Cors)
{
    public bool MayManage { get; init; }
    public Problem? Problem { get; init; }

    /// <summary>The rules as somebody typed them, where they were refused.</summary>
    public string? TypedCors { get; init; }
}

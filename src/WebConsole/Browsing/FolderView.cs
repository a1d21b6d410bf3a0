using Athanor.Foundation.Problems;
using Athanor.Objects.Model;

namespace Athanor.WebConsole.Browsing;

/// <summary>What lies in a bucket under a prefix, up to the next slash.</summary>
public sealed record FolderView(Bucket Bucket, string Prefix, string After, ListPage Content, bool MayStore)
{
    public Problem? Problem { get; init; }

    /// <summary>The folders on the way here, with the prefix of each.</summary>
    public IEnumerable<(string Name, string Prefix)> Ancestors
    {
        get
        {
            for (var at = Prefix.IndexOf('/', StringComparison.Ordinal); at >= 0; at = Prefix.IndexOf('/', at + 1))
                yield return (Prefix[(at == 0 ? 0 : Prefix.LastIndexOf('/', at - 1) + 1)..(at + 1)], Prefix[..(at + 1)]);
        }
    }

    public string Folder => Prefix[..(Prefix.LastIndexOf('/') + 1)];
}

using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Athanor.Datasets.Checks;
using Athanor.Datasets.Checks.Declaration;

namespace Athanor.Datasets.Tests.Checks;

internal sealed class TreeInMemory : ICheckedTree
{
    private readonly SortedDictionary<string, byte[]> _files = new(StringComparer.Ordinal);
    private int _opened;

    public int Opened => _opened;

    public TreeInMemory Add(string path, byte[] content)
    {
        _files[path] = content;
        return this;
    }

    public TreeInMemory Add(string path, string text) => Add(path, Encoding.UTF8.GetBytes(text));

    public async IAsyncEnumerable<CheckedEntry> ListAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var path in _files.Keys.ToList()) yield return (await FindAsync(path, cancellation))!;
    }

    public ValueTask<CheckedEntry?> FindAsync(string path, CancellationToken cancellation) =>
        ValueTask.FromResult(_files.TryGetValue(path, out var content) ? new CheckedEntry(path, content.Length, SHA256.HashData(content)) : null);

    public ValueTask<Stream> OpenAsync(CheckedEntry entry, CancellationToken cancellation)
    {
        Interlocked.Increment(ref _opened);
        return ValueTask.FromResult<Stream>(new MemoryStream(_files[entry.Path], writable: false));
    }

    public Task<CheckReport> RunAsync(string declaration, IFindingCache? known = null, CheckLimits? limits = null) =>
        new CheckRunner(TimeProvider.System, known, limits).RunAsync(this, CheckDeclaration.Parse(declaration), TestContext.Current.CancellationToken);

    /// <summary>The outcome of the only check.</summary>
    public async Task<CheckOutcome> CheckAsync(string check, IFindingCache? known = null, CheckLimits? limits = null) =>
        Assert.Single((await RunAsync($"version: 1\nchecks:\n  - name: it\n    {check.Trim().ReplaceLineEndings("\n    ")}\n", known, limits)).Checks);
}

using System.Text.Json;
using Athanor.Datasets.Client;
using Athanor.Datasets.Client.Import;

namespace Athanor.App.Verbs.Data;

/// <summary>A branch of a server, as an import needs it.</summary>
internal sealed class RemoteBranch(ApiClient api, DatasetPlace place) : IBranch
{
    private const double SlowestBytesPerSecond = 64 << 10;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly string _prefix = Uri.EscapeDataString(place.FolderPrefix);

    public string Prefix => place.FolderPrefix;

    public async Task<BranchMark> FindAsync(CancellationToken cancellation)
    {
        var (dataset, branch) = (api.GetAsync(place.Path, cancellation), api.GetAsync(place.BranchPath, cancellation));
        return BranchMark.Of($"{(await dataset).GetProperty("createdAt")} {(await branch).GetProperty("createdAt")}", (await branch).GetProperty("version").GetInt64());
    }

    public Task<Stream> OpenManifestAsync(CancellationToken cancellation) =>
        api.OpenAsync($"{place.Path}/manifest?ref={Uri.EscapeDataString(place.Ref!)}&prefix={_prefix}", cancellation);

    public Task<BranchChange> ImportAsync(HttpContent tar, CancellationToken cancellation) => SendAsync(
        $"{place.BranchPath}/import?prefix={_prefix}", tar, Patience + TimeSpan.FromSeconds((tar.Headers.ContentLength ?? 0) / SlowestBytesPerSecond), cancellation);

    public Task<BranchChange> RemoveAsync(IReadOnlyList<string> paths, CancellationToken cancellation) =>
        SendAsync($"{place.BranchPath}/remove", new { paths = paths.Select(path => place.FolderPrefix + path) }, Patience, cancellation);

    // What an import before this one left uncommitted belongs to the message as well.
    public async Task<string?> CommitAsync(string message, CancellationToken cancellation) =>
        (await api.GetAsync(place.BranchPath, cancellation)).GetProperty("uncommitted").GetBoolean()
        ? (await ChangeVerbs.CommitAsync(api, place, message, [], cancellation)).GetProperty("id").GetString()
        : null;

    private async Task<BranchChange> SendAsync(string path, object body, TimeSpan patience, CancellationToken cancellation) =>
        (await api.SendAsync(HttpMethod.Post, path, body, patience, cancellation)).Deserialize<BranchChange>(JsonSerializerOptions.Web)!;
}

using System.Security.Cryptography;
using Athanor.Datasets.Client.Sources;
using Athanor.Datasets.Trees;
using Athanor.Foundation.Problems;

namespace Athanor.Datasets.Client.Import;

/// <summary>Sends a file that is too large to be held in memory: it is read while it is sent, and begun again when it changed meanwhile.</summary>
internal sealed class LargeUpload(ISource source, IBranch branch, VersionChain versions, ITransferWatch watch, Repetition repetition)
{
    private const int MostReadings = 3;

    public async Task RunAsync(PlannedFile file, CancellationToken cancellation)
    {
        using var reader = source.OpenReader();
        if (file.Remote is not null && await IsSameAsync(file, reader, cancellation))
        {
            watch.Add(file.Stamp.Size);
            return;
        }
        for (var reading = 1; reading <= MostReadings; reading++)
            if (await repetition.RunAsync(() => TrySendAsync(file, reader, cancellation), cancellation)) return;
        file.Drop(PlannedState.Changing);
    }

    // What the branch holds there may be the same; reading it twice is cheaper than sending it.
    private static async Task<bool> IsSameAsync(PlannedFile file, IContentReader reader, CancellationToken cancellation)
    {
        using var opened = await reader.OpenAsync(file.File, cancellation);
        if (opened is null) return false;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[1 << 20];
        for (int count; (count = await opened.ReadAsync(buffer, cancellation)) > 0 && opened.IsUnchanged();) hash.AppendData(buffer, 0, count);
        return opened.IsUnchanged() && !file.Take(Digest.Read(hash.GetHashAndReset()), opened.Stamp);
    }

    /// <summary>False where the file changed while it was read.</summary>
    private async Task<bool> TrySendAsync(PlannedFile file, IContentReader reader, CancellationToken cancellation)
    {
        using var opened = await reader.OpenAsync(file.File, cancellation);
        if (opened is null)
        {
            file.Drop(PlannedState.Vanished);
            return true;
        }

        using var content = new TarContent(file.File, opened, watch);
        try
        {
            versions.Add(await branch.ImportAsync(content, cancellation));
        }
        catch (HttpRequestException)
        {
            content.TakeBack();
            if (content.HasChanged) return false;
            throw;
        }
        file.Take(content.Found ?? throw new ProblemException(ImportProblems.Unread), opened.Stamp);
        file.MarkSent();
        return true;
    }
}

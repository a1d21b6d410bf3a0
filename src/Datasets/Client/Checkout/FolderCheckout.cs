using System.Security.Cryptography;
using System.Text;
using Athanor.Datasets.Client.Cache;
using Athanor.Datasets.Client.Import;
using Athanor.Datasets.Client.Sources;
using Athanor.Datasets.Trees;
using Athanor.Foundation.Problems;

namespace Athanor.Datasets.Client.Checkout;

/// <summary>
/// Brings a folder to what a version of a dataset holds. Files that are there with the right content are left alone; each other one
/// appears whole. It may be killed at any time and run again.
/// </summary>
public sealed class FolderCheckout(IVersionContent content, CacheFolder caches, ITransferWatch watch, TimeProvider clock)
{
    private const int AtOnce = 8;

    public async Task<CheckoutReport> RunAsync(string folder, CacheKey key, bool removesOthers, CancellationToken cancellation)
    {
        watch.Say("comparing");
        var files = await ListAsync(cancellation);
        Directory.CreateDirectory(folder);
        var target = new TargetFolder(folder);
        RefuseCollisions(files, target);

        var source = new FolderSource(folder, ListedFile.LongestPath);
        var listing = await source.ListAsync(cancellation);
        var cache = ImportCache.Load(caches, key);
        await Task.Run(() => FindPresent(files, listing, cache, source), cancellation);

        var missing = files.Where(file => file.Stamp is null).ToList();
        watch.Begin(missing.Sum(file => file.Size));
        var fetch = new FileFetch(content, target, watch);
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation };
        await Parallel.ForEachAsync(missing, options, async (file, stop) => await fetch.RunAsync(file, stop));

        var removed = removesOthers ? RemoveOthers(files, listing, target) : 0;
        cache.Save(caches, null, Entries(files, source));
        return new(files.Count, files.Sum(file => file.Size), missing.Count, missing.Sum(file => file.Size), removed);
    }

    private async Task<List<CheckoutFile>> ListAsync(CancellationToken cancellation)
    {
        await using var manifest = await content.OpenManifestAsync(cancellation);
        return await CheckoutList.ReadAsync(manifest, content.Prefix, cancellation);
    }

    private static void RefuseCollisions(List<CheckoutFile> files, TargetFolder target)
    {
        if (CheckoutList.FindCollisions(files) is { Count: > 0 } collisions && !target.TellsCaseApart()) throw new ProblemException(CheckoutProblems.Collisions(collisions));
    }

    // Two lists in the same order. What an earlier checkout wrote and nobody touched is known; what else has the right length is read.
    private static void FindPresent(List<CheckoutFile> files, Listing listing, ImportCache cache, FolderSource source)
    {
        var recognised = Recognition.Match(listing, cache.Entries);
        using var reader = source.OpenReader();
        var path = new byte[ListedFile.LongestPath];
        for (var (wanted, found) = (0, 0); wanted < files.Count && found < listing.Files.Length;)
        {
            var file = listing.Files[found];
            var order = file.WritePath(path).SequenceCompareTo(Encoding.UTF8.GetBytes(files[wanted].Path.Value));
            if (order == 0 && file.Stamp.Size == files[wanted].Size)
            {
                var digest = recognised[found] >= 0 ? cache.Entries[recognised[found]].Digest : DigestOf(file, reader);
                if (digest == files[wanted].Digest) files[wanted].Stamp = file.Stamp;
            }
            if (order >= 0) wanted++;
            if (order <= 0) found++;
        }
    }

    private static Digest? DigestOf(ListedFile file, FolderReader reader)
    {
        using var opened = reader.Open(file);
        if (opened is null) return null;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[(int)Math.Clamp(file.Stamp.Size, 1, 1 << 20)];
        for (int count; (count = opened.Read(buffer)) > 0;) hash.AppendData(buffer, 0, count);
        return opened.IsUnchanged() && opened.Stamp == file.Stamp ? Digest.Read(hash.GetHashAndReset()) : null;
    }

    private static long RemoveOthers(List<CheckoutFile> files, Listing listing, TargetFolder target)
    {
        var wanted = files.Select(file => file.Path.Value).ToHashSet(StringComparer.Ordinal);
        var others = listing.Files.Select(file => file.Path).Where(path => !wanted.Contains(path)).ToList();
        others.ForEach(target.Remove);
        return others.Count;
    }

    private IEnumerable<(ListedFile File, Digest Digest, FileStamp Stamp)> Entries(List<CheckoutFile> files, FolderSource source)
    {
        var now = clock.GetUtcNow();
        foreach (var file in files)
        {
            if (file.Stamp is not { } stamp) continue;
            var name = Encoding.UTF8.GetBytes(file.Path.Value);
            yield return (new(new([]) { Names = name }, 0, name.Length, stamp), file.Digest, source.Remembered(stamp, now));
        }
    }
}

using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Athanor.Foundation.Problems;
using Athanor.Objects.Client;

namespace Athanor.Datasets.Client.Sources;

/// <summary>The objects of a bucket under a prefix, wherever it speaks S3. An entity tag says that an object is another one; no clock is asked.</summary>
internal sealed class BucketSource(RemoteBuckets remote, string bucket, string prefix, int room) : ISource
{
    private readonly Dictionary<int, string> _etags = [];
    private readonly Findings _findings = new();
    private readonly List<FolderMember> _members = [];
    private readonly ArrayBufferWriter<byte> _names = new();

    public async Task<Listing> ListAsync(CancellationToken cancellation)
    {
        await foreach (var one in remote.ListAsync(bucket, prefix, "", cancellation)) Add(one);
        var root = new ListedFolder([]) { Names = _names.WrittenSpan.ToArray() };
        root.Members = MemberOrder.Sort([.. _members], root.Names);
        return Listing.Of(root, _findings);
    }

    public IContentReader OpenReader() => new BucketReader(this);

    public FileStamp Remembered(in FileStamp stamp, DateTimeOffset listedAt) => stamp;

    public Task<Stream> OpenAsync(ListedFile file, CancellationToken cancellation) => remote.OpenAsync(bucket, prefix + file.Path, _etags[file.NameStart], cancellation);

    public ProblemException Unreadable(ListedFile file, Exception failure) => new(ImportProblems.Unreadable($"s3://{bucket}/{prefix}{file.Path}", failure.Message), failure);

    private void Add(RemoteObject one)
    {
        var name = one.Key[prefix.Length..];
        var bytes = Encoding.UTF8.GetBytes(name);
        if (name.Length == 0 || name.EndsWith('/')) _findings.Skip([], bytes, "an empty object that stands for a folder");
        else if (SourceNames.Objection([], bytes, room) is { } objection) _findings.Refuse([], bytes, objection);
        else if (name.Split('/').Any(part => part is "" or "." or "..")) _findings.Refuse([], bytes, "an empty name, '.' or '..' between slashes");
        else Add(one, bytes);
    }

    private void Add(RemoteObject one, byte[] name)
    {
        var start = _names.WrittenCount;
        _names.Write(name);
        _etags[start] = one.ETag ?? "";
        _members.Add(new(start, name.Length, StampOf(one), null));
    }

    private static FileStamp StampOf(RemoteObject one)
    {
        var tag = SHA256.HashData(Encoding.UTF8.GetBytes(one.ETag ?? ""));
        var storedAt = ((one.StoredAt ?? DateTimeOffset.UnixEpoch) - DateTimeOffset.UnixEpoch).Ticks * 100;
        return new(one.Size ?? 0, storedAt, BinaryPrimitives.ReadInt64LittleEndian(tag), BinaryPrimitives.ReadUInt64LittleEndian(tag.AsSpan(8)));
    }
}

using System.Security.Cryptography;
using Athanor.Objects.Checksums;
using Athanor.Objects.Model;

namespace Athanor.Objects.Versions;

/// <summary>Decides what the named parts of an upload become. It changes nothing.</summary>
internal sealed class UploadCompletion(MultipartUpload upload, IReadOnlyDictionary<int, UploadedPart> uploaded, Completion asked)
{
    private const long SmallestPart = 5L << 20;

    private readonly string? _type = upload.ChecksumType ?? asked.ChecksumType;

    /// <summary>The parts that were named, once <see cref="FindFault"/> found none.</summary>
    public IReadOnlyList<UploadedPart> Parts => [.. asked.Parts.Select(part => uploaded[part.Number])];

    public long Size => Parts.Sum(part => part.Size);

    /// <summary>
    /// Of one part, the SHA-256 of its bytes; of several, the SHA-256 of theirs, one behind the other: that is no digest of the bytes, but
    /// the same parts have the same one, and others another. Null where the bucket has no keyspace that asks for it.
    /// </summary>
    public string? Digest => Parts.Any(part => part.Digest is null) ? null : Parts is [var only] ? only.Digest : Convert.ToHexStringLower(SHA256.HashData(Convert.FromHexString(string.Concat(Parts.Select(part => part.Digest)))));

    /// <summary>The tag of what was asked for, whether the parts are there or not; null where one of the named tags cannot be a part's.</summary>
    public static string? ETagOf(Completion asked)
    {
        var md5s = asked.Parts.Select(part => part.ETag.Length == 32 && part.ETag.All(char.IsAsciiHexDigit) ? Convert.FromHexString(part.ETag) : null).ToList();
        return md5s.Contains(null) ? null : EntityTag.OfParts(md5s!);
    }

    public WriteOutcome? FindFault()
    {
        if (asked.Parts.Zip(asked.Parts.Skip(1)).Any(pair => pair.First.Number >= pair.Second.Number)) return new WriteOutcome.InvalidPartOrder();
        foreach (var named in asked.Parts)
        {
            if (!uploaded.TryGetValue(named.Number, out var part) || part.ETag != named.ETag) return new WriteOutcome.InvalidPart();
            if (named.Checksum is { } checksum && part.Checksums.GetValueOrDefault(ChecksumAlgorithms.NameOf(checksum.Algorithm)) != checksum.ToString()) return new WriteOutcome.InvalidPart();
        }
        return FindUnnamedChecksum() ?? FindWrongSize() ?? FindWrongChecksum();
    }

    public ObjectHeaders Describe()
    {
        var checksum = ChecksumOfWhole();
        return upload.Headers with
        {
            UploadId = upload.Id,
            Checksums = checksum is { } whole ? new Dictionary<string, string> { [whole.Name] = whole.Value } : new Dictionary<string, string>(),
            Parts = [.. Parts.Select(part => new ObjectPart(part.Number, part.Size, checksum is { } known ? part.Checksums[known.Name] : null))],
        };
    }

    private WriteOutcome.InvalidRequest? FindUnnamedChecksum()
    {
        if (upload.ChecksumAlgorithm is not { } algorithm || upload.ChecksumType != "COMPOSITE" || asked.Parts.FirstOrDefault(part => part.Checksum is null) is not { } part) return null;
        return new($"The upload was created using a {algorithm.ToLowerInvariant()} checksum. The complete request must include the checksum for each part. It was missing for part {part.Number} in the request.");
    }

    private WriteOutcome? FindWrongSize()
    {
        if (Parts.SkipLast(1).Any(part => part.Size < SmallestPart)) return new WriteOutcome.EntityTooSmall();
        if (asked.ObjectSize is { } size && size != Size) return new WriteOutcome.InvalidRequest($"The provided 'x-amz-mp-object-size' header value {size} does not match what was computed: {Size}");
        return null;
    }

    private WriteOutcome? FindWrongChecksum()
    {
        if (upload.ChecksumType is { } type && asked.ChecksumType is { } other && type != other)
            return new WriteOutcome.InvalidRequest($"The upload was created with the checksum type {type}. The complete request names {other}.");
        if (asked.Checksum is not { } expected) return null;
        var name = ChecksumAlgorithms.NameOf(expected.Algorithm);
        return ChecksumOfWhole() is { } whole && whole.Name == name && whole.Value == expected.Value ? null : new WriteOutcome.WrongChecksum(name);
    }

    // Where every part has a checksum of one kind, the whole gets one; CRC64NVME only exists over the whole, and SHA only over the parts.
    private (string Name, string Value)? ChecksumOfWhole()
    {
        foreach (var algorithm in ChecksumAlgorithms.All)
        {
            var name = ChecksumAlgorithms.NameOf(algorithm);
            var values = Parts.Select(part => part.Checksums.TryGetValue(name, out var text) ? Checksum.TryParse(algorithm, text) : null).ToList();
            if (values.Contains(null) || (upload.ChecksumAlgorithm is { } chosen && chosen != name)) continue;

            var isWhole = ChecksumAlgorithms.CanBe(algorithm, ChecksumType.FullObject) && (_type == "FULL_OBJECT" || !ChecksumAlgorithms.CanBe(algorithm, ChecksumType.Composite));
            return (name, isWhole ? MultipartChecksum.FullObject(algorithm, values.Zip(Parts, (value, part) => (value!, part.Size))).ToString() : MultipartChecksum.Composite(algorithm, values!));
        }
        return null;
    }
}

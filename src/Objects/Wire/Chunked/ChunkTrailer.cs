using System.Text;
using Athanor.Objects.Signing;

namespace Athanor.Objects.Wire.Chunked;

/// <summary>
/// The fields after the last chunk: exactly those that were announced, once each, and their signature where chunks are signed.
/// Clients differ in where they put empty lines, so a few of those are let pass.
/// </summary>
internal sealed class ChunkTrailer(IReadOnlyList<string> announced, ChunkSignatures? signatures)
{
    private const string SignatureField = "x-amz-trailer-signature";
    private const int MaximumEmptyLines = 3;

    private readonly SortedDictionary<string, string> _fields = new(StringComparer.Ordinal);
    private byte[]? _claimed;
    private int _emptyLines;

    public IReadOnlyDictionary<string, string> Fields => _fields;

    private bool IsSigned => signatures is not null && announced.Count > 0;

    public S3Error? Take(ReadOnlySpan<byte> line)
    {
        if (line.IsEmpty) return ++_emptyLines > MaximumEmptyLines ? S3Errors.MalformedTrailer : null;
        if (announced.Count == 0) return S3Errors.InvalidRequest.Because("The body goes on after its last chunk.");

        var colon = line.IndexOf((byte)':');
        if (colon <= 0 || !Ascii.IsValid(line)) return S3Errors.MalformedTrailer;

        var name = Encoding.ASCII.GetString(line[..colon]).Trim().ToLowerInvariant();
        var value = Encoding.ASCII.GetString(line[(colon + 1)..]).Trim();
        if (name == SignatureField) return TakeSignature(value);

        // What comes after the signature is not covered by it.
        return _claimed is null && announced.Contains(name, StringComparer.Ordinal) && _fields.TryAdd(name, value) ? null : S3Errors.MalformedTrailer;
    }

    public S3Error? Finish()
    {
        if (_fields.Count != announced.Count) return S3Errors.MalformedTrailer;
        if (!IsSigned) return null;
        if (_claimed is null) return S3Errors.SignatureDoesNotMatch.Because("The trailer is not signed.");

        var canonical = string.Concat(_fields.Select(field => $"{field.Key}:{field.Value}\n"));
        return signatures!.AcceptTrailer(Encoding.ASCII.GetBytes(canonical), _claimed) ? null : S3Errors.SignatureDoesNotMatch;
    }

    private S3Error? TakeSignature(string value)
    {
        if (!IsSigned || _claimed is not null) return S3Errors.MalformedTrailer;
        _claimed = Signature.TryParse(value);
        return _claimed is null ? S3Errors.SignatureDoesNotMatch : null;
    }
}

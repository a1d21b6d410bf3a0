namespace Athanor.Objects.Model;

/// <summary>Part of a listing of unfinished uploads. The next page goes on behind <see cref="NextId"/> of <see cref="NextKey"/>.</summary>
public sealed record UploadsPage(IReadOnlyList<MultipartUpload> Uploads, IReadOnlyList<string> CommonPrefixes, string? NextKey, string? NextId);

using Athanor.Foundation.Problems;
using Athanor.Objects.Names;

namespace Athanor.App.Verbs.Objects;

/// <summary>Where something is: in a bucket (<c>s3://bucket/key</c>), or in a file or folder of this machine, where the bucket is null.</summary>
internal sealed record Place(string? Bucket, string Path)
{
    private const string Scheme = "s3://";

    public bool IsRemote => Bucket is not null;

    public bool IsFolder => IsRemote ? Path.Length == 0 || Path.EndsWith('/') : Path.EndsWith('/') || Directory.Exists(Path);

    public static Place Read(string text)
    {
        if (!text.StartsWith(Scheme, StringComparison.Ordinal)) return new(null, text);
        var parts = text[Scheme.Length..].Split('/', 2);
        if (!BucketName.TryParse(parts[0], out var bucket)) throw new ProblemException(ObjectsCommandProblems.BadPlace(text));
        return new(bucket.Value, parts.Length > 1 ? parts[1] : "");
    }

    public static Place ReadRemote(string text) => Read(text) is { IsRemote: true } place ? place : throw new ProblemException(ObjectsCommandProblems.BadPlace(text));

    /// <summary>With the slash at its end that makes a prefix a folder.</summary>
    public string FolderPath => Path.Length == 0 || Path.EndsWith('/') ? Path : Path + "/";

    public override string ToString() => IsRemote ? $"{Scheme}{Bucket}/{Path}" : Path;
}

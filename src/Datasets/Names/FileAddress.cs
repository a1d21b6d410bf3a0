namespace Athanor.Datasets.Names;

/// <summary>A key at the S3 door, taken apart: <c>main/photos/oak.png</c> is the path <c>photos/oak.png</c> on the branch <c>main</c>.</summary>
internal readonly record struct FileAddress(string Ref, string Path)
{
    public static FileAddress? TryRead(string key) => key.IndexOf('/') is > 0 and var slash && slash < key.Length - 1 ? new(key[..slash], key[(slash + 1)..]) : null;

    public static string KeyOf(string reference, string path) => $"{reference}/{path}";
}

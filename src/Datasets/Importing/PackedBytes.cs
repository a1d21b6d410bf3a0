using System.Globalization;
using Athanor.Objects.Model;

namespace Athanor.Datasets.Importing;

/// <summary>How many bytes of files lie in an object: a tar is longer than the files in it, and of that no collection can give anything back.</summary>
internal static class PackedBytes
{
    private const string Name = "file-bytes";

    public static ObjectHeaders Write(ObjectHeaders headers, long bytes) =>
        headers with { Metadata = new Dictionary<string, string> { [Name] = bytes.ToString(CultureInfo.InvariantCulture) } };

    public static long Read(StoredObject content) => content.Headers.Metadata.TryGetValue(Name, out var bytes) ? long.Parse(bytes, CultureInfo.InvariantCulture) : content.Size;
}

namespace Athanor.Benchmarks.Datasets;

/// <summary>A tree of small files, each with bytes of its own.</summary>
internal static class SmallFiles
{
    public const int Folders = 200;
    public const int FilesPerFolder = 1000;
    public const int Size = 4 << 10;

    public static string Make(string path)
    {
        var content = new byte[Size];
        var chance = new Random(1);
        for (var folder = 0; folder < Folders; folder++)
        {
            var directory = Directory.CreateDirectory(Path.Combine(path, $"class-{folder:000}")).FullName;
            for (var file = 0; file < FilesPerFolder; file++)
            {
                chance.NextBytes(content);
                File.WriteAllBytes(Path.Combine(directory, $"image-{(folder * FilesPerFolder) + file:000000}.bin"), content);
            }
        }
        return path;
    }
}

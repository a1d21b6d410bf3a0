namespace Athanor.Datasets.Loading.Sources;

/// <summary>
/// Which files are parts of one sample: those in one folder whose names are the same up to the first dot, as WebDataset has it. The rest of
/// the name says which part: <c>a/001.jpg</c> and <c>a/001.json</c> are the fields <c>jpg</c> and <c>json</c> of the sample <c>a/001</c>.
/// </summary>
internal static class SampleKey
{
    public static ReadOnlySpan<char> Of(string path) => path.AsSpan(0, EndOf(path));

    public static string FieldOf(string path) => EndOf(path) is var end && end < path.Length ? path[(end + 1)..] : "";

    // A dot at the beginning of a name hides the file, it does not part the name.
    private static int EndOf(string path)
    {
        var name = path.LastIndexOf('/') + 1;
        var dot = path.IndexOf('.', name + 1);
        return dot < 0 ? path.Length : dot;
    }
}

using System.Text;
using Athanor.Foundation.Problems;

namespace Athanor.Training.Data;

/// <summary>The text files below a folder, in the order of their names. What is no UTF-8 is left out and told of.</summary>
internal sealed record TextFolder(IReadOnlyList<string> Names, IReadOnlyList<string> Texts, IReadOnlyList<string> Broken)
{
    private const long MostBytes = 1L << 30;
    private const int MostFiles = 1_000_000;
    private static readonly string[] Endings = [".txt", ".md", ".rst", ".text"];
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static TextFolder Read(string folder)
    {
        var files = Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(file => Endings.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase)).Take(MostFiles).Select(file => Path.GetRelativePath(folder, file)).Order(StringComparer.Ordinal).ToList()
            : [];
        if (files.Sum(file => new FileInfo(Path.Combine(folder, file)).Length) > MostBytes) throw new ProblemException(TrainingProblems.TooMuchText(MostBytes));
        var read = files.Select(file => (Name: file, Text: TryRead(Path.Combine(folder, file)))).ToList();
        var whole = read.Where(each => !string.IsNullOrWhiteSpace(each.Text)).ToList();
        return whole.Count == 0
            ? throw new ProblemException(TrainingProblems.NoText(folder))
            : new([.. whole.Select(each => each.Name)], [.. whole.Select(each => each.Text!)], [.. read.Where(each => each.Text is null).Select(each => each.Name)]);
    }

    private static string? TryRead(string path)
    {
        try
        {
            return Strict.GetString(File.ReadAllBytes(path));
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}

using System.Text;
using Athanor.Foundation.Problems;

namespace Athanor.Training.Data;

/// <summary>Rows of texts under named columns, as RFC 4180 writes them; several files are one table when their first lines are the same.</summary>
internal sealed record CsvTable(IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    private const long MostBytes = 1L << 30;
    private const int MostColumns = 10_000;

    public static CsvTable Read(string folder)
    {
        var files = Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*.csv", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList() : [];
        if (files.Count == 0) throw new ProblemException(TrainingProblems.NoTable(folder));
        if (files.Sum(file => new FileInfo(file).Length) > MostBytes) throw new ProblemException(TrainingProblems.TooMuchText(MostBytes));
        IReadOnlyList<string>? columns = null;
        var rows = new List<IReadOnlyList<string>>();
        foreach (var file in files)
        {
            var lines = Parse(File.ReadAllText(file), Path.GetRelativePath(folder, file));
            if (lines.Count == 0) continue;
            columns ??= lines[0];
            if (!columns.SequenceEqual(lines[0], StringComparer.Ordinal)) throw new ProblemException(TrainingProblems.OtherColumns(Path.GetRelativePath(folder, file)));
            rows.AddRange(lines.Skip(1));
        }
        return columns is null || rows.Count == 0 ? throw new ProblemException(TrainingProblems.NoTable(folder)) : new(columns, rows);
    }

    internal static List<IReadOnlyList<string>> Parse(string text, string name)
    {
        var (lines, line, field) = (new List<IReadOnlyList<string>>(), new List<string>(), new StringBuilder());
        for (var index = 0; index < text.Length; index++)
        {
            var letter = text[index];
            if (letter == '"') index = ReadQuoted(text, index, field, name, lines.Count + 1);
            else if (letter == ',') EndField();
            else if (letter == '\n') EndLine();
            else if (letter != '\r' || index + 1 < text.Length && text[index + 1] != '\n') field.Append(letter);
        }
        if (field.Length > 0 || line.Count > 0) EndLine();
        return lines;

        void EndField()
        {
            line.Add(field.ToString().Trim());
            field.Clear();
        }

        void EndLine()
        {
            EndField();
            if (line is not [""])
            {
                if (line.Count > MostColumns || (lines.Count > 0 && line.Count != lines[0].Count)) throw new ProblemException(TrainingProblems.BadTable(name, lines.Count + 1, $"it has {line.Count} fields{(lines.Count > 0 ? $" under {lines[0].Count} columns" : "")}"));
                lines.Add(line);
            }
            line = [];
        }
    }

    // Answers where the closing mark stands.
    private static int ReadQuoted(string text, int start, StringBuilder field, string name, int line)
    {
        for (var index = start + 1; index < text.Length; index++)
        {
            if (text[index] != '"') field.Append(text[index]);
            else if (index + 1 < text.Length && text[index + 1] == '"') field.Append(text[index++]);
            else return index;
        }
        throw new ProblemException(TrainingProblems.BadTable(name, line, "a quotation mark is never closed"));
    }
}

using System.Globalization;

namespace Athanor.Accounting.Reckoning;

/// <summary>Numbers for models of accelerators, as a setting writes them: <c>h100=2.50,a100=1.20</c>.</summary>
internal sealed class ModelTable
{
    private const decimal Most = 1_000_000;

    private readonly IReadOnlyList<(string Word, decimal Number)> _entries;

    private ModelTable(IReadOnlyList<(string, decimal)> entries) => _entries = entries;

    /// <summary>Null where the text cannot be read.</summary>
    public static ModelTable? Parse(string text)
    {
        var entries = new List<(string Word, decimal Number)>();
        foreach (var part in text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (part.Split('=', StringSplitOptions.TrimEntries) is not [{ Length: > 0 } word, var written]) return null;
            if (!decimal.TryParse(written, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) || number > Most) return null;
            entries.Add((word, number));
        }
        return new(entries);
    }

    /// <summary>Of the words that the model contains, the longest says most: <c>l40</c> is not <c>l4</c>.</summary>
    public decimal? Find(string model) => _entries
        .Where(entry => model.Contains(entry.Word, StringComparison.OrdinalIgnoreCase))
        .OrderByDescending(entry => entry.Word.Length)
        .Select(entry => (decimal?)entry.Number)
        .FirstOrDefault();
}

using System.Globalization;
using Athanor.Foundation.Documents;

namespace Athanor.Training.Recipes;

/// <summary>The settings of a recipe as they are asked for: each has a default, and what was taken is remembered, so that a run tells what it was made with.</summary>
internal sealed class RecipeSettings(Section section)
{
    private readonly SortedDictionary<string, string> _taken = new(StringComparer.Ordinal);

    /// <summary>All of them, those that nobody set as well.</summary>
    public IReadOnlyDictionary<string, string> Taken => _taken;

    public int Whole(string key, int otherwise, int least, int most) => Take(key, section.Scalar(key) is { } scalar ? scalar.Within(key, least, most) : otherwise);

    public double Number(string key, double otherwise, double least, double most)
    {
        if (section.Scalar(key) is not { } scalar) return Take(key, otherwise);
        return double.TryParse(scalar.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most
            ? Take(key, value)
            : throw scalar.Expected(key, string.Create(CultureInfo.InvariantCulture, $"a number from {least} to {most}"));
    }

    public bool Truth(string key, bool otherwise) => Take(key, section.Scalar(key)?.Truth(key) ?? otherwise);

    public string Text(string key, string otherwise) => Take(key, section.Scalar(key)?.Text ?? otherwise);

    public IReadOnlyList<int> Wholes(string key, IReadOnlyList<int> otherwise, int least, int most)
    {
        var scalars = section.Scalars(key);
        IReadOnlyList<int> values = scalars.Count == 0 ? otherwise : [.. scalars.Select(scalar => scalar.Within(key, least, most))];
        Take(key, string.Join(", ", values));
        return values;
    }

    public void RefuseOthers() => section.RefuseOthers();

    private T Take<T>(string key, T value)
    {
        _taken[key] = string.Create(CultureInfo.InvariantCulture, $"{value}");
        return value;
    }
}

namespace Athanor.Training.Data;

/// <summary>A column of numbers, where <paramref name="Values"/> is empty, with what stands for a missing one; or a column of these values.</summary>
internal sealed record EncodedColumn(string Name, float Missing, IReadOnlyList<string> Values)
{
    public int Width => Math.Max(1, Values.Count);

    public void Write(string text, Span<float> target)
    {
        if (Values.Count == 0)
        {
            target[0] = TableEncoding.NumberOf(text) ?? Missing;
            return;
        }
        target.Clear();
        for (var index = 0; index < Values.Count; index++)
            if (Values[index] == text) target[index] = 1;
    }
}

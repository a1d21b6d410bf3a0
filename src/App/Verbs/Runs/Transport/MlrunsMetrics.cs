using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Athanor.App.Verbs.Runs.Transport;

/// <summary>A file for each metric, and in it a line for each point: the time, the value, and the step, which the oldest versions left out.</summary>
internal sealed class MlrunsMetrics(SourceFolder folder, string path, TransportNotes notes)
{
    public async IAsyncEnumerable<SourcePoint> ReadAsync([EnumeratorCancellation] CancellationToken cancellation = default)
    {
        foreach (var file in folder.Files(path))
        {
            await using var stream = file.Open();
            var number = 0;
            await foreach (var line in BoundedLines.ReadAsync(stream, cancellation))
            {
                number++;
                if (TryParse(file.Path, line, out var point)) yield return point.Value;
                else if (line is null || line.AsSpan().Trim().Length > 0) notes.Add($"{path}/{file.Path}:{number}", "this is no point of a metric");
            }
        }
    }

    private static bool TryParse(string key, string? line, [NotNullWhen(true)] out SourcePoint? point)
    {
        point = null;
        if (line?.Trim().Split(' ') is not { Length: 2 or 3 } parts || !long.TryParse(parts[0], CultureInfo.InvariantCulture, out var time)) return false;
        var step = 0L;
        if (parts.Length == 3 && !long.TryParse(parts[2], CultureInfo.InvariantCulture, out step)) return false;
        if (NumberOf(parts[1]) is not { } value) return false;
        point = new(key, step, time, value);
        return true;
    }

    // As Python writes them.
    private static double? NumberOf(string text) => text switch
    {
        "nan" => double.NaN,
        "inf" => double.PositiveInfinity,
        "-inf" => double.NegativeInfinity,
        _ => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : null,
    };
}

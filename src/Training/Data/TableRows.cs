namespace Athanor.Training.Data;

/// <summary>Rows of a table as the model sees them: numbers of one scale.</summary>
internal sealed class TableRows : IClassifiedRows
{
    private readonly float[][] _rows;
    private readonly int[] _classes;

    public TableRows(CsvTable table, TableEncoding encoding, Split split)
    {
        var target = TableEncoding.IndexOf(table, encoding.Target);
        var labels = encoding.Labels.Select((label, index) => (label, index)).ToDictionary(each => each.label, each => each.index, StringComparer.Ordinal);
        var columns = table.Columns.Select((name, index) => (name, index)).ToDictionary(each => each.name, each => each.index, StringComparer.Ordinal);
        // A row that does not say what it is teaches nothing.
        (Training, Held) = ([.. split.Training.Where(IsTold)], [.. split.Held.Where(IsTold)]);
        _classes = [.. table.Rows.Select(row => labels.GetValueOrDefault(row[target], -1))];
        _rows = [.. table.Rows.Select(row => Encoded(encoding, name => row[columns[name]]))];
        (Mean, Deviation) = (new float[encoding.Width], new float[encoding.Width]);
        for (var column = 0; column < encoding.Width; column++) Measure(column);
        foreach (var row in _rows)
            for (var column = 0; column < row.Length; column++) row[column] = (row[column] - Mean[column]) / Deviation[column];

        bool IsTold(int row) => table.Rows[row][target].Length > 0;
    }

    public float[] Mean { get; }

    public float[] Deviation { get; }

    public int Classes => _classes.Max() + 1;

    public IReadOnlyList<int> Training { get; }

    public IReadOnlyList<int> Held { get; }

    public int ClassOf(int sample) => _classes[sample];

    public void Read(int sample, Span<float> row) => _rows[sample].CopyTo(row);

    public void ReadToTrain(int sample, long position, Span<float> row) => Read(sample, row);

    private static float[] Encoded(TableEncoding encoding, Func<string, string> valueOf)
    {
        var numbers = new float[encoding.Width];
        encoding.Write(valueOf, numbers);
        return numbers;
    }

    private void Measure(int column)
    {
        var mean = Training.Average(row => (double)_rows[row][column]);
        var deviation = Math.Sqrt(Training.Average(row => Math.Pow(_rows[row][column] - mean, 2)));
        (Mean[column], Deviation[column]) = ((float)mean, deviation > 1e-12 ? (float)deviation : 1);
    }
}

using System.Text;

namespace Athanor.Datasets.Checks.Cleaning;

/// <summary>The last of what a command prints, on both of its outputs; what came before is forgotten.</summary>
internal sealed class OutputTail
{
    private const int Most = 64 << 10;

    private readonly Lock _gate = new();
    private readonly List<byte> _bytes = [];

    public string Text
    {
        get
        {
            lock (_gate) return Encoding.UTF8.GetString([.. _bytes.TakeLast(Most)]);
        }
    }

    public async Task ReadAsync(Stream output)
    {
        var block = new byte[4 << 10];
        while (await output.ReadAsync(block) is > 0 and var length) Add(block.AsSpan(0, length));
    }

    private void Add(ReadOnlySpan<byte> bytes)
    {
        lock (_gate)
        {
            _bytes.AddRange(bytes);
            if (_bytes.Count > 2 * Most) _bytes.RemoveRange(0, _bytes.Count - Most);
        }
    }
}

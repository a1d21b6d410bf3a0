using System.Text;

namespace Athanor.Datasets.Client.Sources;

/// <summary>What a source holds besides files that can be taken as they are. Of each kind the first are named and all are counted; filled by several threads.</summary>
internal sealed class Findings
{
    public const int Named = 1000;

    private readonly Lock _lock = new();

    public FindingList Skipped { get; } = new();
    public FindingList Refused { get; } = new();
    public FindingList Collisions { get; } = new();

    public void Skip(ReadOnlySpan<byte> folder, ReadOnlySpan<byte> name, string kind) => Add(Skipped, $"{Printable(folder)}{Printable(name)} ({kind})");

    public void Refuse(ReadOnlySpan<byte> folder, ReadOnlySpan<byte> name, string reason) => Add(Refused, $"{Printable(folder)}{Printable(name)} ({reason})");

    public void Collide(ReadOnlySpan<byte> folder, ReadOnlySpan<byte> one, ReadOnlySpan<byte> other) =>
        Add(Collisions, $"{Printable(folder)}{Printable(one)} and {Printable(other)}");

    /// <summary>A name that may hold anything, so that it can be read and moves no cursor.</summary>
    private static string Printable(ReadOnlySpan<byte> name)
    {
        var text = new StringBuilder();
        while (Rune.DecodeFromUtf8(name, out var rune, out var length) is var status && length > 0)
        {
            if (status == System.Buffers.OperationStatus.Done && !Rune.IsControl(rune)) text.Append(rune);
            else foreach (var letter in name[..length]) text.Append($"\\x{letter:x2}");
            name = name[length..];
        }
        return text.ToString();
    }

    private void Add(FindingList list, string text)
    {
        lock (_lock) list.Add(text);
    }
}

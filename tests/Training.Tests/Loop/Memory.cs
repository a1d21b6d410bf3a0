using Athanor.Training.Checkpoints;
using Athanor.Training.Loop;

namespace Athanor.Training.Tests.Loop;

/// <summary>Checkpoints of one worker, kept in the memory of the test.</summary>
internal sealed class Memory(params IReadOnlyList<long> due) : ICheckpoints
{
    private (long Step, List<float[]> Parts)? _saved;

    public List<long> Saved { get; } = [];

    public long Restore(IReadOnlyList<StatePart> parts)
    {
        if (_saved is not { } saved) return 0;
        for (var index = 0; index < parts.Count; index++) saved.Parts[index].CopyTo(parts[index].Values.Span);
        return saved.Step;
    }

    public bool IsDue(long step) => due.Contains(step);

    public void Save(long step, IReadOnlyList<StatePart> parts)
    {
        _saved = (step, [.. parts.Select(part => part.Values.Span.ToArray())]);
        Saved.Add(step);
    }

    public void Finish()
    {
    }
}

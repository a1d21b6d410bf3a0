using Athanor.Compute.Tensors;

namespace Athanor.Training.Data;

/// <summary>Tokens in, and for each the one that follows.</summary>
internal sealed class TokenBatch(int tokens) : IDisposable
{
    public Indices Input { get; } = new(tokens);

    public Indices Targets { get; } = new(tokens);

    public void Dispose()
    {
        Input.Dispose();
        Targets.Dispose();
    }
}

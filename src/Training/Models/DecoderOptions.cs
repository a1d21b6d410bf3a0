using Athanor.Foundation.Problems;

namespace Athanor.Training.Models;

/// <summary>A language model of Llama's shape. Where <paramref name="IsTied"/>, the output projection is the table of the embedding.</summary>
public sealed record DecoderOptions(int Vocabulary, int Width, int Layers, int Heads, int SharedHeads, int FeedForward, int Context, float Theta = 10000, float Epsilon = 1e-5f, bool IsTied = true)
{
    private const int MostWidth = 1 << 16;

    /// <summary>Other than <see cref="Width"/> / <see cref="Heads"/> only in models made elsewhere.</summary>
    public int HeadWidth { get; init; } = Heads > 0 ? Width / Heads : 0;

    /// <summary>Of what each branch adds, while it is trained. It is no part of the finished model.</summary>
    public float Dropout { get; init; }

    public DecoderOptions Check()
    {
        if (Vocabulary is < 1 or > 1 << 22 || Context is < 1 or > 1 << 24) throw Refusal($"{Vocabulary} tokens and a context of {Context}");
        if (Layers is < 1 or > 1024 || Width is < 1 or > MostWidth || FeedForward is < 1 or > 1 << 20) throw Refusal($"{Layers} layers of {Width} and {FeedForward}");
        if (Heads is < 1 or > 1024 || SharedHeads < 1 || Heads % SharedHeads != 0) throw Refusal($"{Heads} heads that share {SharedHeads}");
        if (HeadWidth is < 2 or > MostWidth || HeadWidth % 2 != 0) throw Refusal($"heads of {HeadWidth} numbers, which are turned in pairs");
        if (Dropout is not (>= 0 and < 1)) throw Refusal($"a dropout of {Dropout}");
        return float.IsFinite(Theta) && Theta > 0 && Epsilon is >= 0 and < 1 ? this : throw Refusal($"a theta of {Theta} and an epsilon of {Epsilon}");
    }

    private static ProblemException Refusal(string what) => new(ModelsProblems.BadOptions("decoder", what));
}

using Athanor.Compute.Devices;
using Athanor.Compute.Tensors;
using Athanor.Training.Modules;

namespace Athanor.Training.Models;

/// <summary>A language model of Llama's shape, with the names that Hugging Face's LlamaForCausalLM gives its parameters.</summary>
public sealed class Decoder : Model<Indices>
{
    private const float Deviation = 0.02f;
    private readonly Embedding _embedding;

    public Decoder(IDevice device, DecoderOptions options, int batch, int length, ulong seed) : base(device, seed)
    {
        Options = options.Check();
        if (length > options.Context) throw new ArgumentOutOfRangeException(nameof(length), $"{length} tokens do not fit into a context of {options.Context}.");
        (Batch, Length) = (batch, length);
        _embedding = new(Scope.Within("model.embed_tokens"), batch, length, options.Vocabulary, options.Width);
        for (var layer = 0; layer < options.Layers; layer++) Append(() => Layer(Scope.Within($"model.layers.{layer}")));
        Append(() => new RmsNorm(Scope.Within("model.norm"), _embedding.Output, options.Epsilon));
        Append(Projection);
        Parameters.Allocate(seed);
    }

    public DecoderOptions Options { get; }

    /// <summary>Rows that it takes at a time.</summary>
    public int Batch { get; }

    /// <summary>Tokens of each.</summary>
    public int Length { get; }

    public override Shape Logits => LastOutput;

    /// <summary>Of tokens [batch, length], row by row.</summary>
    public override Tensor Forward(Indices batch) => ForwardThroughModules(_embedding.Forward(batch));

    protected override void BackwardToInput(Tensor? gradient)
    {
        _embedding.Backward(gradient!);
        Workspace.Give(gradient!);
    }

    private Sequence Layer(Scope scope) => new(Scope, AttentionOf(scope), FeedForwardOf(scope));

    private Residual AttentionOf(Scope scope)
    {
        var norm = new RmsNorm(scope.Within("input_layernorm"), _embedding.Output, Options.Epsilon);
        var heads = new AttentionOptions(Options.Heads, Options.SharedHeads, Options.HeadWidth, Options.Theta);
        return new(Scope, Branch(norm, new Attention(scope.Within("self_attn"), norm.Output, heads, Deviation, BranchDeviation)));
    }

    private Residual FeedForwardOf(Scope scope)
    {
        var norm = new RmsNorm(scope.Within("post_attention_layernorm"), _embedding.Output, Options.Epsilon);
        return new(Scope, Branch(norm, new SwiGluFeedForward(scope.Within("mlp"), norm.Output, Options.FeedForward, Deviation, BranchDeviation)));
    }

    private Sequence Branch(RmsNorm norm, Module inner) => Options.Dropout > 0 ? new(Scope, norm, inner, new Dropout(Scope, inner.Output, Options.Dropout)) : new(Scope, norm, inner);

    // As in GPT-2: what 2n branches add to the sum stays as large as one.
    private float BranchDeviation => Deviation / MathF.Sqrt(2 * Options.Layers);

    private Linear Projection() => Options.IsTied
        ? new(Scope, _embedding.Output, _embedding.Weight)
        : new(Scope.Within("lm_head"), _embedding.Output, Options.Vocabulary, hasBias: false, initialization: Initialization.Normal(Deviation));

    protected override void Dispose(bool isDisposing)
    {
        _embedding.Dispose();
        base.Dispose(isDisposing);
    }
}

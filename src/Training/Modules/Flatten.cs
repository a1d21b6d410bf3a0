using Athanor.Compute.Tensors;

namespace Athanor.Training.Modules;

/// <summary>Each image as one row.</summary>
public sealed class Flatten(Scope scope, Shape input) : Module
{
    private readonly Shape _output = new(input[0], checked((int)(input.Length / input[0])));
    private (Tensor Input, Tensor View)? _last;

    public override Shape Output => _output;

    // The output is the input, which others may need.
    public override bool KeepsOutput => true;

    // The module before answers the same tensor every time, so that the view is made once.
    public override Tensor Forward(Tensor input)
    {
        if (_last is not { } last || last.Input != input) _last = last = (input, input.View(0, _output));
        return last.View;
    }

    public override Tensor Backward(Tensor outputGradient)
    {
        var inputGradient = scope.Workspace.Take(input);
        outputGradient.Span.CopyTo(inputGradient.Span);
        return inputGradient;
    }
}

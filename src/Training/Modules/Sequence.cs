using Athanor.Compute.Tensors;

namespace Athanor.Training.Modules;

/// <summary>Modules one behind the other. It owns them.</summary>
public sealed class Sequence : Module
{
    private readonly Scope _scope;
    private readonly IReadOnlyList<Module> _modules;

    public Sequence(Scope scope, params IReadOnlyList<Module> modules)
    {
        (_scope, _modules) = (scope, modules);
        foreach (var module in modules) Own(module);
        for (var index = 1; index < modules.Count; index++) CheckOrder(modules[index - 1], modules[index]);
    }

    public override Shape Output => _modules[^1].Output;

    public override bool KeepsOutput => _modules[^1].KeepsOutput;

    public override bool OverwritesInput => _modules[0].OverwritesInput;

    internal static void CheckOrder(Module before, Module module)
    {
        if (module.OverwritesInput && before.KeepsOutput) throw new ArgumentException($"A {module.GetType().Name} would overwrite what the {before.GetType().Name} before it still needs.");
    }

    public override Tensor Forward(Tensor input)
    {
        for (var index = 0; index < _modules.Count; index++) input = _modules[index].Forward(input);
        return input;
    }

    public override Tensor? Backward(Tensor outputGradient)
    {
        var gradient = _modules[^1].Backward(outputGradient);
        for (var index = _modules.Count - 2; index >= 0 && gradient is { } behind; index--)
        {
            gradient = _modules[index].Backward(behind);
            _scope.Workspace.Give(behind);
        }
        return gradient;
    }
}

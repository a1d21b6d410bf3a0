using Athanor.Compute.Devices;
using Athanor.Compute.Tensors;

namespace Athanor.Training.Modules;

/// <summary>Where a module is made: on which device, and under which name it declares its parameters.</summary>
public sealed record Scope(IDevice Device, ParameterSet Parameters, Workspace Workspace, Chance Chance)
{
    private string Prefix { get; init; } = "";

    public Scope Within(string name) => this with { Prefix = $"{Prefix}{name}." };

    public Parameter Declare(string name, Shape shape, Initialization initialization) => Parameters.Declare($"{Prefix}{name}", shape, initialization);
}

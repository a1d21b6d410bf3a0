using Athanor.Training.Tests.Modules;

namespace Athanor.Training.Tests.Models;

public sealed class ModelGradientTests
{
    public static IEnumerable<TheoryDataRow<string>> Names => SmallModels.Names;

    [Theory, MemberData(nameof(Names))]
    public void Gradients_of_all_parameters_are_what_they_are_by_definition(string name)
    {
        using var small = SmallModels.Make(name);
        var parameters = small.Model.Parameters;
        GradientCheck.Fill(parameters, seed: 9);
        using var weights = GradientCheck.Random(small.Model.Logits, 4);

        small.Forward();
        small.Model.Backward(weights);

        var check = new GradientCheck(step: 3e-4, tolerance: 1e-2);
        foreach (var parameter in parameters.Parameters) check.Hold(parameter.Name, () => GradientCheck.Weighted(small.Forward(), weights), parameter.Value, parameter.Gradient, most: 8);
    }

    [Theory, MemberData(nameof(Names))]
    public void Gradients_of_two_steps_add_up(string name)
    {
        using var small = SmallModels.Make(name);
        using var weights = GradientCheck.Random(small.Model.Logits, 4);

        small.Forward();
        small.Model.Backward(weights);
        var once = small.Model.Parameters.Gradients.Span.ToArray();
        small.Forward();
        small.Model.Backward(weights);

        var twice = small.Model.Parameters.Gradients.Span;
        for (var index = 0; index < once.Length; index++) Assert.Equal(2 * once[index], twice[index], 1e-3f * (1 + Math.Abs(once[index])));
    }
}

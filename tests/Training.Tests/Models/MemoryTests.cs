using Athanor.Compute.Tensors;
using Athanor.Training.Tests.Modules;

namespace Athanor.Training.Tests.Models;

[CollectionDefinition("Memory", DisableParallelization = true)]
public sealed class MemoryCollection;

/// <summary>Tensors are counted for the whole process, so nothing else may run.</summary>
[Collection("Memory")]
public sealed class MemoryTests
{
    public static IEnumerable<TheoryDataRow<string>> Names => SmallModels.Names;

    [Theory, MemberData(nameof(Names))]
    public void A_model_gives_back_all_that_it_took(string name)
    {
        var before = TensorMemory.Held;

        using (var small = SmallModels.Make(name))
        {
            using var weights = GradientCheck.Random(small.Model.Logits, 4);
            small.Forward();
            small.Model.Backward(weights);
            Assert.True(TensorMemory.Held > before);
        }

        Assert.Equal(before, TensorMemory.Held);
    }
}

using Athanor.Compute.Devices.Cpu;
using Athanor.Compute.Devices.Reference;
using Athanor.Foundation.Problems;
using Athanor.Training.Models;
using Athanor.Training.Tests.Modules;

namespace Athanor.Training.Tests.Models;

public sealed class ModelTests
{
    public static IEnumerable<TheoryDataRow<string>> Names => SmallModels.Names;

    [Theory, MemberData(nameof(Names))]
    public void What_is_said_to_be_complete_does_not_change_any_more(string name)
    {
        using var small = SmallModels.Make(name);
        using var weights = GradientCheck.Random(small.Model.Logits, 4);
        var heard = new List<(int From, float[] Gradients)>();
        small.Forward();

        small.Model.Backward(weights, from => heard.Add(((int)from, small.Model.Parameters.Gradients.Span[(int)from..].ToArray())));

        var final = small.Model.Parameters.Gradients.Span.ToArray();
        Assert.True(heard.Count > 2);
        Assert.Equal(0, heard[^1].From);
        Assert.Equal(heard.Select(call => call.From), heard.Select(call => call.From).OrderDescending());
        Assert.All(heard, call => Assert.Equal(final[call.From..], call.Gradients));
    }

    [Theory, MemberData(nameof(Names))]
    public void The_same_seed_gives_the_same_logits_and_gradients_to_the_bit(string name)
    {
        float[] StepOf(ulong seed)
        {
            using var small = SmallModels.Make(name, seed, new CpuDevice(threads: 2));
            return Step(small);
        }

        Assert.Equal(StepOf(7), StepOf(7));
        Assert.NotEqual(StepOf(7), StepOf(8));
    }

    [Theory, MemberData(nameof(Names))]
    public void The_processor_computes_what_the_reference_computes(string name)
    {
        using var small = SmallModels.Make(name);
        using var fast = SmallModels.Make(name, device: new CpuDevice(threads: 2));

        var (expected, actual) = (Step(small), Step(fast));

        Assert.Equal(expected.Length, actual.Length);
        for (var index = 0; index < expected.Length; index++) Assert.Equal(expected[index], actual[index], 1e-4f * (1 + Math.Abs(expected[index])));
    }

    [Theory, MemberData(nameof(Names))]
    public void After_the_first_step_nothing_is_allocated(string name)
    {
        using var small = SmallModels.Make(name, device: new CpuDevice(threads: 1));
        using var weights = GradientCheck.Random(small.Model.Logits, 4);
        Action<long> completed = _ => { };
        void Step()
        {
            small.Forward();
            small.Model.Backward(weights, completed);
        }

        for (var warm = 0; warm < 3; warm++) Step();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Step();

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Parameters_of_the_decoder_have_the_names_and_shapes_of_Llama()
    {
        using var small = SmallModels.Make("untied");

        string[] expected =
        [
            "model.embed_tokens.weight [11, 8]",
            .. new[] { 0, 1 }.SelectMany(layer => new[]
            {
                $"model.layers.{layer}.input_layernorm.weight [8]",
                $"model.layers.{layer}.self_attn.q_proj.weight [8, 8]",
                $"model.layers.{layer}.self_attn.k_proj.weight [4, 8]",
                $"model.layers.{layer}.self_attn.v_proj.weight [4, 8]",
                $"model.layers.{layer}.self_attn.o_proj.weight [8, 8]",
                $"model.layers.{layer}.post_attention_layernorm.weight [8]",
                $"model.layers.{layer}.mlp.gate_proj.weight [12, 8]",
                $"model.layers.{layer}.mlp.up_proj.weight [12, 8]",
                $"model.layers.{layer}.mlp.down_proj.weight [8, 12]",
            }),
            "model.norm.weight [8]",
            "lm_head.weight [11, 8]",
        ];
        Assert.Equal(expected, small.Model.Parameters.Parameters.Select(parameter => $"{parameter.Name} {parameter.Shape}"));
    }

    [Fact]
    public void A_tied_decoder_declares_no_second_table()
    {
        using var small = SmallModels.Make("decoder");

        Assert.DoesNotContain(small.Model.Parameters.Parameters, parameter => parameter.Name == "lm_head.weight");
    }

    [Fact]
    public void Parameters_of_the_image_classifier_tell_where_they_are()
    {
        using var small = SmallModels.Make("image");

        Assert.Equal(
            [
                "stem.convolution.weight", "stem.norm.weight", "stem.norm.bias",
                "stages.0.blocks.0.first.convolution.weight", "stages.0.blocks.0.first.norm.weight", "stages.0.blocks.0.first.norm.bias",
                "stages.0.blocks.0.second.convolution.weight", "stages.0.blocks.0.second.norm.weight", "stages.0.blocks.0.second.norm.bias",
                "stages.1.blocks.0.first.convolution.weight", "stages.1.blocks.0.first.norm.weight", "stages.1.blocks.0.first.norm.bias",
                "stages.1.blocks.0.second.convolution.weight", "stages.1.blocks.0.second.norm.weight", "stages.1.blocks.0.second.norm.bias",
                "stages.1.blocks.0.shortcut.convolution.weight", "stages.1.blocks.0.shortcut.norm.weight", "stages.1.blocks.0.shortcut.norm.bias",
                "head.weight", "head.bias",
            ],
            small.Model.Parameters.Parameters.Select(parameter => parameter.Name));
    }

    private static float[] Step(SmallModels small)
    {
        using var weights = GradientCheck.Random(small.Model.Logits, 4);
        var logits = small.Forward().Span.ToArray();
        small.Model.Backward(weights);
        return [.. logits, .. small.Model.Parameters.Gradients.Span];
    }

    [Fact]
    public void Models_of_impossible_sizes_are_refused()
    {
        using var device = new ReferenceDevice();

        Assert.Throws<ProblemException>(() => new ImageClassifier(device, new(8, 8, 3, 2, [12], Groups: 8), 1, 1));
        Assert.Throws<ProblemException>(() => new TabularClassifier(device, new(0, 3, []), 1, 1));
        Assert.Throws<ProblemException>(() => new Decoder(device, new(10, 8, 1, Heads: 3, SharedHeads: 2, 8, 8), 1, 4, 1));
        Assert.Throws<ProblemException>(() => new Decoder(device, new(10, 9, 1, Heads: 3, SharedHeads: 1, 8, 8), 1, 4, 1));
    }
}

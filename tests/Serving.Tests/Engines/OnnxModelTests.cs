using Athanor.Conformance;
using Athanor.Foundation.Problems;
using Athanor.Serving.Engines.OnnxRuntime;

namespace Athanor.Serving.Tests.Engines;

public sealed class OnnxModelTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Place => _folder.File("tiny.onnx");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_model_tells_what_goes_in_and_what_comes_out()
    {
        using var model = Load(TinyModel.Of("Identity", TinyModel.Int64));

        Assert.Equal(("x", OnnxElement.Int64), (model.Inputs.Single().Name, model.Inputs.Single().Element));
        Assert.Equal([-1L, 2L], model.Inputs.Single().Sizes);
        Assert.Equal(("y", OnnxElement.Int64), (model.Outputs.Single().Name, model.Outputs.Single().Element));
        Assert.Equal("wert ü", model.Metadata("key"));
        Assert.Null(model.Metadata("other"));
    }

    [Fact]
    public void Numbers_go_in_and_come_out()
    {
        using var integers = Load(TinyModel.Of("Neg", TinyModel.Int64));
        using var floats = Load(TinyModel.Of("Relu", TinyModel.Float));

        var negated = Run(integers, OnnxTensor.Of([2, 2], [1L, 2, long.MaxValue, -4]));
        var positive = Run(floats, OnnxTensor.Of([1, 2], [-1.5f, 2.5f]));

        Assert.Equal([2L, 2L], negated.Sizes);
        Assert.Equal([-1L, -2, -long.MaxValue, 4], negated.Integers.ToArray());
        Assert.Equal([0f, 2.5f], positive.Floats.ToArray());
    }

    [Fact]
    public void A_batch_without_rows_gives_none()
    {
        using var model = Load(TinyModel.Of("Relu", TinyModel.Float));

        Assert.Equal([0L, 2L], Run(model, OnnxTensor.Of([0, 2], Array.Empty<float>())).Sizes);
    }

    [Fact]
    public void Inputs_that_do_not_fit_are_refused_in_the_words_of_the_runtime()
    {
        using var model = Load(TinyModel.Of("Relu", TinyModel.Float));

        Assert.Contains("Expected: 2", Assert.Throws<ProblemException>(() => Run(model, OnnxTensor.Of([1, 3], [1f, 2, 3]))).Message, StringComparison.Ordinal);
        Assert.Contains("data type", Assert.Throws<ProblemException>(() => Run(model, OnnxTensor.Of([1, 2], [1L, 2]))).Message, StringComparison.Ordinal);
        Assert.Equal([0f, 1f], Run(model, OnnxTensor.Of([1, 2], [-1f, 1])).Floats.ToArray());
    }

    [Fact]
    public void Inputs_of_other_names_are_refused()
    {
        using var model = Load(TinyModel.Of("Relu", TinyModel.Float));
        var tensor = OnnxTensor.Of([1, 2], [1f, 2]);

        Assert.Equal("serving/onnx-inputs", Assert.Throws<ProblemException>(() => model.Run(new Dictionary<string, OnnxTensor> { ["z"] = tensor })).Problem.Code);
        Assert.Throws<ProblemException>(() => model.Run(new Dictionary<string, OnnxTensor> { ["x"] = tensor, ["z"] = tensor }));
        Assert.Throws<ProblemException>(() => model.Run(new Dictionary<string, OnnxTensor>()));
    }

    [Theory]
    [InlineData(new long[] { 2, 2 }, 3)]
    [InlineData(new long[] { -1, -3 }, 3)]
    [InlineData(new[] { long.MaxValue, 2 }, 0)]
    [InlineData(new long[] { 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1 }, 1)]
    public void Sizes_that_do_not_make_the_numbers_are_refused(long[] sizes, int length) =>
        Assert.Equal("serving/onnx-shape", Assert.Throws<ProblemException>(() => OnnxTensor.Of(sizes, new float[length])).Problem.Code);

    [Fact]
    public void A_model_of_texts_is_described_and_its_numbers_are_refused()
    {
        using var model = Load(TinyModel.Of("Identity", TinyModel.Text));

        Assert.Equal(OnnxElement.Other, model.Inputs.Single().Element);
        Assert.Throws<ProblemException>(() => Run(model, OnnxTensor.Of([1, 2], [1f, 2])));
    }

    [Fact]
    public void A_file_that_is_no_model_is_refused_in_the_words_of_the_runtime()
    {
        Assert.Contains("failed", Assert.Throws<ProblemException>(() => Load([1, 2, 3])).Message, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("NoSuchOperator", Assert.Throws<ProblemException>(() => Load(TinyModel.Of("NoSuchOperator", TinyModel.Float))).Message, StringComparison.Ordinal);
        Assert.Equal("serving/no-model", Assert.Throws<ProblemException>(() => OnnxModel.Load(_folder.File("none.onnx"), threads: 1)).Problem.Code);
    }

    [Fact]
    public void A_model_runs_on_many_threads_and_outlives_its_disposal_until_the_last_call_ends()
    {
        using var model = Load(TinyModel.Of("Neg", TinyModel.Int64));
        var failures = 0;

        Parallel.For(0, 200, round =>
        {
            if (round == 100) model.Dispose();
            try
            {
                Assert.Equal([-(long)round, 5], Run(model, OnnxTensor.Of([1, 2], [(long)round, -5])).Integers.ToArray());
            }
            catch (ObjectDisposedException)
            {
                Interlocked.Increment(ref failures);
            }
        });

        Assert.InRange(failures, 1, 199);
    }

    [Fact]
    public void What_a_call_takes_is_given_back()
    {
        using var model = Load(TinyModel.Of("Relu", TinyModel.Float));
        var input = OnnxTensor.Of([50_000, 2], new float[100_000]);
        long Resident()
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            return Environment.WorkingSet;
        }

        for (var round = 0; round < 50; round++) Run(model, input);
        var before = Resident();
        for (var round = 0; round < 1000; round++) Run(model, input);

        Assert.True(Resident() - before < 150L << 20, "A thousand calls of 800 KB should not hold 800 MB.");
    }

    [Fact]
    public void A_file_with_random_damage_is_refused_or_loaded_without_a_crash()
    {
        var whole = TinyModel.Of("Relu", TinyModel.Float);
        var random = new Random(20261130);
        for (var round = 0; round < 300; round++)
        {
            var bytes = whole.ToArray();
            for (var change = random.Next(1, 4); change > 0; change--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            try
            {
                Load(bytes[..(random.Next(3) == 0 ? random.Next(bytes.Length) : bytes.Length)]).Dispose();
            }
            catch (ProblemException refusal)
            {
                Assert.Equal("serving/onnx-failed", refusal.Problem.Code);
            }
        }
    }

    private OnnxModel Load(byte[] bytes)
    {
        File.WriteAllBytes(Place, bytes);
        return OnnxModel.Load(Place, threads: 1);
    }

    private static OnnxTensor Run(OnnxModel model, OnnxTensor input) => model.Run(new Dictionary<string, OnnxTensor> { ["x"] = input })[0];
}

using Athanor.Compute.Devices;
using Athanor.Compute.Devices.Reference;
using Athanor.Compute.Tensors;
using Athanor.Compute.Tests.Devices.Cases;

namespace Athanor.Compute.Tests.Devices;

/// <summary>What every device keeps: the numbers of the reference, the same bits each time, and nothing left behind.</summary>
[Collection(DeviceTests.Alone)]
public abstract class DeviceConformance : IDisposable
{
    private const ulong Seed = 1337;
    private const int Tries = 5;
    private readonly long _held = TensorMemory.Held;

    public static TheoryData<string> Cases => [.. KernelCases.Names];

    public static TheoryData<string> Misfits => [.. Devices.Cases.MisfitCases.Names];

    public static TheoryData<int> ThreadCounts => [1, 2, 3];

    /// <summary>Every tensor of a test was given back, and so was what the device kept for itself.</summary>
    public void Dispose()
    {
        GC.SuppressFinalize(this);
        Assert.Equal(_held, TensorMemory.Held);
    }

    [Theory, MemberData(nameof(Cases))]
    public void A_kernel_computes_what_the_reference_does(string name)
    {
        var known = KernelCases.Find(name);
        using var expected = new Arena(Seed);
        using (var reference = new ReferenceDevice()) known.Prepare(expected)(reference);

        foreach (var (threads, guard) in (IEnumerable<(int, float)>)[(1, float.NaN), (2, float.NaN), (3, float.NaN), (1, 5), (3, 5)])
        {
            using var actual = new Arena(Seed, guard);
            using (var device = Create(threads)) known.Prepare(actual)(device);

            actual.AssertGuardsStand();
            foreach (var (one, other) in expected.Results.Zip(actual.Results)) AssertClose(one.Span, other.Span, known.Tolerance);
            foreach (var (one, other) in expected.Places.Zip(actual.Places)) Assert.Equal(one.Span, other.Span);
        }
    }

    [Theory, MemberData(nameof(ThreadCounts))]
    public void Two_runs_are_equal_to_the_bit(int threads)
    {
        using var device = Create(threads);
        foreach (var known in KernelCases.Names.Select(KernelCases.Find))
        {
            using var first = new Arena(Seed);
            using var second = new Arena(Seed);

            known.Prepare(first)(device);
            known.Prepare(second)(device);

            Assert.All(first.Results.Zip(second.Results), pair => Assert.True(Bits(pair.First).SequenceEqual(Bits(pair.Second)), known.Name));
        }
    }

    [Theory, InlineData("Attend"), InlineData("AttendBackward")]
    public void Attention_does_not_depend_on_the_number_of_threads(string operation)
    {
        foreach (var known in KernelCases.Names.Where(name => name.StartsWith($"{operation} ", StringComparison.Ordinal)).Select(KernelCases.Find))
        {
            using var alone = new Arena(Seed);
            using var shared = new Arena(Seed);

            using (var device = Create(threads: 1)) known.Prepare(alone)(device);
            using (var device = Create(threads: 3)) known.Prepare(shared)(device);

            Assert.All(alone.Results.Zip(shared.Results), pair => Assert.True(Bits(pair.First).SequenceEqual(Bits(pair.Second)), known.Name));
        }
    }

    [Theory, MemberData(nameof(ThreadCounts))]
    public void A_kernel_that_has_run_allocates_nothing_on_the_managed_heap(int threads)
    {
        using var device = Create(threads);
        foreach (var known in KernelCases.Names.Select(KernelCases.Find))
        {
            using var arena = new Arena(Seed);
            var call = known.Prepare(arena);
            call(device);

            // What runs the tests allocates now and then, too; a kernel that does would do so every time.
            Assert.True(Enumerable.Range(0, Tries).Select(_ => AllocatedBy(call, device)).Any(bytes => bytes is (0, 0)), known.Name);
        }
    }

    [Theory, MemberData(nameof(Misfits))]
    public void Shapes_that_do_not_fit_are_refused_before_anything_is_written(string name)
    {
        var misfit = Devices.Cases.MisfitCases.Find(name);
        using var untouched = new Arena(Seed);
        using var arena = new Arena(Seed);
        using var device = Create(threads: 2);
        misfit.Prepare(untouched);

        var call = misfit.Prepare(arena);
        var refusal = Assert.ThrowsAny<ArgumentException>(() => call(device));

        Assert.All(misfit.Words, word => Assert.Contains(word, refusal.Message, StringComparison.Ordinal));
        Assert.All(untouched.Results.Zip(arena.Results), pair => Assert.True(Bits(pair.First).SequenceEqual(Bits(pair.Second))));
    }

    [Theory, InlineData(Activation.Relu), InlineData(Activation.Gelu), InlineData(Activation.Silu)]
    public void What_is_not_a_number_is_passed_on(Activation activation)
    {
        using var device = Create(threads: 1);
        using var input = Tensor.From(new(40), [.. Enumerable.Range(0, 40).Select(i => i % 3 == 0 ? float.NaN : i)]);
        using var output = Tensor.Zeros(40);
        using var targets = new Indices(1);
        using var loss = Tensor.Zeros(1);

        device.Activate(activation, input, output);
        device.CrossEntropy(input, targets, loss, input, scale: 1);

        Assert.All(Enumerable.Range(0, 40), i => Assert.Equal(i % 3 == 0, float.IsNaN(output.Span[i])));
        Assert.True(float.IsNaN(loss.Span[0]));
    }

    [Fact]
    public void What_was_disposed_is_refused()
    {
        using var device = Create(threads: 1);
        using var source = Tensor.Zeros(3);
        var target = Tensor.Zeros(3);
        target.Dispose();

        Assert.Throws<ObjectDisposedException>(() => device.Add(target, source));
    }

    protected abstract IDevice Create(int threads);

    private static (long Here, long Everywhere) AllocatedBy(Action<IDevice> call, IDevice device)
    {
        var (everywhere, here) = (GC.GetTotalAllocatedBytes(precise: true), GC.GetAllocatedBytesForCurrentThread());
        call(device);
        return (GC.GetAllocatedBytesForCurrentThread() - here, GC.GetTotalAllocatedBytes(precise: true) - everywhere);
    }

    private static void AssertClose(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, double tolerance)
    {
        var largest = 1.0;
        foreach (var value in expected) largest = Math.Max(largest, Math.Abs(value));
        for (var i = 0; i < expected.Length; i++)
        {
            if (!(Math.Abs(expected[i] - (double)actual[i]) <= tolerance * largest)) Assert.Fail($"Element {i} of {expected.Length} is {actual[i]:R} and not {expected[i]:R}; the largest is {largest}.");
        }
    }

    private static ReadOnlySpan<uint> Bits(Tensor tensor) => System.Runtime.InteropServices.MemoryMarshal.Cast<float, uint>(tensor.Span);
}

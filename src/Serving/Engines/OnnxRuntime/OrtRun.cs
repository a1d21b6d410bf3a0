using System.Runtime.InteropServices;
using Athanor.Foundation.Problems;

namespace Athanor.Serving.Engines.OnnxRuntime;

/// <summary>One call of a model, and all that it holds meanwhile.</summary>
internal sealed unsafe class OrtRun(OrtHandle session) : IDisposable
{
    private readonly List<(string Name, OrtHandle Value)> _inputs = [];
    private readonly List<GCHandle> _pinned = [];

    public void Give(string name, OnnxTensor tensor)
    {
        nint created;
        void* data;
        fixed (long* sizes = tensor.Sizes.ToArray()) OrtHandle.ThrowIfFailed(OrtTable.CreateTensor(OrtPorts.Allocator(), sizes, (nuint)tensor.Sizes.Count, (int)tensor.Element, &created));
        _inputs.Add((name, new(OrtKind.Value, created)));
        OrtHandle.ThrowIfFailed(OrtTable.DataOf(created, &data));
        tensor.Bytes.CopyTo(new(data, tensor.Bytes.Length));
    }

    public IReadOnlyList<OnnxTensor> Run(IReadOnlyList<OnnxPort> outputs)
    {
        var values = new nint[outputs.Count];
        var (inputNames, outputNames) = (Pin(_inputs.Select(input => input.Name)), Pin(outputs.Select(output => output.Name)));
        var inputs = _inputs.Select(input => input.Value.Value).ToArray();
        fixed (nint* givenNames = inputNames, given = inputs, wantedNames = outputNames, wanted = values)
        {
            OrtHandle.ThrowIfFailed(OrtTable.Run(session.Value, 0, (byte**)givenNames, given, (nuint)inputs.Length, (byte**)wantedNames, (nuint)values.Length, wanted));
        }
        List<OrtHandle> owned = [.. values.Select(value => new OrtHandle(OrtKind.Value, value))];
        try
        {
            return [.. owned.Select((value, index) => Read(outputs[index].Name, value))];
        }
        finally
        {
            owned.ForEach(value => value.Dispose());
        }
    }

    private static OnnxTensor Read(string name, OrtHandle value)
    {
        int isTensor;
        nint created;
        void* data;
        OrtHandle.ThrowIfFailed(OrtTable.IsTensor(value.Value, &isTensor));
        if (isTensor == 0) throw new ProblemException(OnnxProblems.NotTensor(name));
        OrtHandle.ThrowIfFailed(OrtTable.InfoOf(value.Value, &created));
        using var info = new OrtHandle(OrtKind.TensorInfo, created);
        var (element, sizes) = OrtPorts.Describe(info.Value);
        OrtHandle.ThrowIfFailed(OrtTable.DataOf(value.Value, &data));
        var length = checked((int)sizes.Aggregate(1L, (product, size) => checked(product * size)));
        return element switch
        {
            OnnxElement.Float => OnnxTensor.Of(sizes, new ReadOnlySpan<float>(data, length).ToArray()),
            OnnxElement.Int64 => OnnxTensor.Of(sizes, new ReadOnlySpan<long>(data, length).ToArray()),
            _ => throw new ProblemException(OnnxProblems.NotTensor(name)),
        };
    }

    private nint[] Pin(IEnumerable<string> names) => [.. names.Select(name =>
    {
        var pinned = GCHandle.Alloc(OnnxModel.Text(name), GCHandleType.Pinned);
        _pinned.Add(pinned);
        return pinned.AddrOfPinnedObject();
    })];

    public void Dispose()
    {
        foreach (var (_, value) in _inputs) value.Dispose();
        foreach (var pinned in _pinned) pinned.Free();
    }
}

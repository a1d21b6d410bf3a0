using System.Text;
using Athanor.Foundation.Problems;

namespace Athanor.Serving.Engines.OnnxRuntime;

/// <summary>A model that ONNX Runtime has loaded. Many threads may run it at once; one that is disposed meanwhile is gone with its last call.</summary>
public sealed unsafe class OnnxModel : IDisposable
{
    // Failures come back as statuses; what the runtime prints besides would only stand in somebody's log.
    private const int Fatal = 4;
    private static readonly Lazy<OrtHandle> Environment = new(CreateEnvironment);
    private readonly OrtHandle _session;

    private OnnxModel(OrtHandle session)
    {
        _session = session;
        Inputs = OrtPorts.Of(session, OrtSide.Inputs);
        Outputs = OrtPorts.Of(session, OrtSide.Outputs);
    }

    public IReadOnlyList<OnnxPort> Inputs { get; }

    public IReadOnlyList<OnnxPort> Outputs { get; }

    /// <param name="path">Of a file that is there until the model is disposed.</param>
    /// <param name="threads">That work on one call together.</param>
    public static OnnxModel Load(string path, int threads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        if (!LibOnnxRuntime.IsThere) throw new ProblemException(OnnxProblems.NoRuntime);
        if (!File.Exists(path)) throw new ProblemException(OnnxProblems.NoModel(path));
        var session = CreateSession(path, threads);
        try
        {
            return new(session);
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>All outputs, in the order of <see cref="Outputs"/>.</summary>
    public IReadOnlyList<OnnxTensor> Run(IReadOnlyDictionary<string, OnnxTensor> inputs)
    {
        if (inputs.Count != Inputs.Count || !Inputs.All(input => inputs.ContainsKey(input.Name))) throw new ProblemException(OnnxProblems.OtherInputs(Inputs.Select(input => input.Name), inputs.Keys));
        var isHeld = false;
        try
        {
            _session.DangerousAddRef(ref isHeld);
            using var run = new OrtRun(_session);
            foreach (var input in Inputs) run.Give(input.Name, inputs[input.Name]);
            return run.Run(Outputs);
        }
        finally
        {
            if (isHeld) _session.DangerousRelease();
        }
    }

    /// <summary>What whoever exported the model wrote into it under a key.</summary>
    public string? Metadata(string key) => OrtPorts.Metadata(_session, key);

    private static OrtHandle CreateSession(string path, int threads)
    {
        nint created;
        OrtHandle.ThrowIfFailed(OrtTable.CreateSessionOptions(&created));
        using var options = new OrtHandle(OrtKind.SessionOptions, created);
        OrtHandle.ThrowIfFailed(OrtTable.SetThreads(options.Value, threads));
        fixed (byte* text = Text(path)) OrtHandle.ThrowIfFailed(OrtTable.CreateSession(Environment.Value.Value, text, options.Value, &created));
        return new(OrtKind.Session, created);
    }

    private static OrtHandle CreateEnvironment()
    {
        nint created;
        fixed (byte* name = "athanor\0"u8) OrtHandle.ThrowIfFailed(OrtTable.CreateEnvironment(Fatal, name, &created));
        return new(OrtKind.Environment, created);
    }

    internal static byte[] Text(string text) => [.. Encoding.UTF8.GetBytes(text), 0];

    public void Dispose() => _session.Dispose();
}

using Athanor.Compute.Inventory;
using Athanor.Jobs.Replicas.Native;
using Athanor.Jobs.Replicas.Samples;

namespace Athanor.Jobs.Replicas.Running;

/// <summary>Reads how busy the accelerators of a replica are, on a thread of its own: a driver may take seconds to answer, and must not keep a replica from being stopped.</summary>
internal sealed class AcceleratorSampler : IDisposable
{
    private const string VisibleDevices = "CUDA_VISIBLE_DEVICES";
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private readonly string[] _devices;
    private volatile IReadOnlyList<AcceleratorSample> _latest;
    private volatile bool _isOver;

    public AcceleratorSampler(IReadOnlyDictionary<string, string> environment)
    {
        _devices = environment.GetValueOrDefault(VisibleDevices, "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        _latest = [.. _devices.Select(_ => new AcceleratorSample(0, 0, 0, 0, 0, 0))];
        if (Count > 0) new Thread(Run) { IsBackground = true, Name = "accelerators" }.Start();
    }

    public int Count => _devices.Length;

    public IReadOnlyList<AcceleratorSample> Read() => _latest;

    public void Dispose() => _isOver = true;

    private void Run()
    {
        using var meter = AcceleratorMeter.TryOpen(_devices);
        for (; meter is not null && !_isOver; LibC.Pause(Pause))
        {
            _latest = [.. meter.Read().Select(reading => new AcceleratorSample(reading.Utilisation, reading.Utilisation, reading.MemoryUsed.Value, reading.MemoryUsed.Value, reading.Watts, reading.Watts))];
        }
    }
}

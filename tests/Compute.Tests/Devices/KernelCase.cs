using Athanor.Compute.Devices;

namespace Athanor.Compute.Tests.Devices;

/// <summary>One kernel with certain shapes: what lies ready before, and the call itself. <paramref name="Tolerance"/> counts from the largest result on.</summary>
internal sealed record KernelCase(string Name, Func<Arena, Action<IDevice>> Prepare, double Tolerance = 1e-5);

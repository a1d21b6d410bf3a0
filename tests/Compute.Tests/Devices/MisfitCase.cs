using Athanor.Compute.Devices;

namespace Athanor.Compute.Tests.Devices;

/// <summary>A call that has to be refused, and the words that the refusal has to say.</summary>
internal sealed record MisfitCase(string Name, string[] Words, Func<Arena, Action<IDevice>> Prepare);

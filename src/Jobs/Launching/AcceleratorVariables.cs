using Athanor.Jobs.Model;

namespace Athanor.Jobs.Launching;

/// <summary>Which accelerators a rank may see. An empty list hides them all from who was given none.</summary>
internal static class AcceleratorVariables
{
    public static IEnumerable<KeyValuePair<string, string>> Of(ReplicaPlace? place)
    {
        if (place is null) yield break;
        yield return new("CUDA_VISIBLE_DEVICES", string.Join(',', place.Accelerators));
        if (place.Accelerators.Count > 0) yield return new("ATHANOR_ACCELERATORS", string.Join(',', place.Accelerators));
    }
}

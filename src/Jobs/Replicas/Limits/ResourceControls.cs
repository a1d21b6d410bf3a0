namespace Athanor.Jobs.Replicas.Limits;

/// <summary>What of this machine bounds replicas.</summary>
public static class ResourceControls
{
    /// <summary>For <c>athanor doctor</c>; tries what it says.</summary>
    public static LimitsReport Describe() => throw new NotImplementedException();
}

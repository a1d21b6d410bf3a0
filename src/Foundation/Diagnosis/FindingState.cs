namespace Athanor.Foundation.Diagnosis;

public enum FindingState
{
    /// <summary>There, and as it should be.</summary>
    Ok,

    /// <summary>Not there; Athanor works without it, less well.</summary>
    Missing,

    /// <summary>There, and not as it should be.</summary>
    Warning,

    /// <summary>Athanor cannot work like this.</summary>
    Fault,
}

using System.Diagnostics.Metrics;

namespace Athanor.Access.Authorization;

/// <summary>Counts what the authorizer decided, for every door alike.</summary>
public sealed class AccessDecisions(IMeterFactory meters)
{
    private static readonly object True = true;
    private static readonly object False = false;

    private readonly Counter<long> _decisions = meters.Create("Athanor.Access").CreateCounter<long>("athanor.access.decisions", "{decision}", "Decisions of the authorizer at the doors.");

    /// <summary>Answers whether it is allowed.</summary>
    public bool Count(Permission permission, Decision decision)
    {
        var isAllowed = decision == Decision.Allowed;
        _decisions.Add(1, new("permission", permission.Name), new("allowed", isAllowed ? True : False));
        return isAllowed;
    }
}

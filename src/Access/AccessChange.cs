using Athanor.Foundation.Databases;
using Athanor.Foundation.Problems;

namespace Athanor.Access;

/// <summary>What every change of this slice ends with: other servers are told, and nobody is locked out of the whole server.</summary>
internal static class AccessChange
{
    public static T Apply<T>(WriteSession session, Func<WriteSession, T> change, TimeProvider clock)
    {
        var hadAdministrator = AccessDatabase.HasAdministrator(session, clock.GetUtcNow());
        var result = change(session);
        if (hadAdministrator && !AccessDatabase.HasAdministrator(session, clock.GetUtcNow())) throw new ProblemException(AccessProblems.LastAdministrator);
        AccessDatabase.MoveVersion(session);
        return result;
    }
}

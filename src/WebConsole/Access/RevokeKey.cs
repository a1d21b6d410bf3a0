using Athanor.Access;
using Athanor.Access.Authorization;
using Athanor.WebConsole.Shell;

namespace Athanor.WebConsole.Access;

internal static class RevokeKey
{
    public static async Task<SeeOther> HandleAsync(Caller caller, string key, AccessKeys keys, CancellationToken cancellation)
    {
        var revoked = await keys.RevokeAsync(caller, key, cancellation);
        return SeeOther.At(PrincipalPages.AddressOf(revoked.Principal));
    }
}

using Athanor.Access;
using Athanor.Access.Authorization;
using Athanor.WebConsole.Shell;
using Microsoft.AspNetCore.Http;

namespace Athanor.WebConsole.Access;

internal static class RotateKey
{
    private const int LongestGraceHours = 24 * 366;

    public static async Task<IResult> HandleAsync(Caller caller, string key, ConsoleForm form, AccessKeys keys, CancellationToken cancellation)
    {
        var grace = TimeSpan.FromHours(form.Number("grace-hours", minimum: 0, LongestGraceHours));
        return IssuedKeyPage.Show(await keys.RotateAsync(caller, key, grace, form.Once(caller), cancellation));
    }
}

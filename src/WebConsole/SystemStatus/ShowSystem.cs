using Athanor.Foundation.Settings;
using Athanor.WebConsole.Shell;
using Microsoft.AspNetCore.Http;

namespace Athanor.WebConsole.SystemStatus;

internal static class ShowSystem
{
    public static async Task<IResult> HandleAsync(RecentReport reports, Configuration configuration, CancellationToken cancellation) =>
        ConsolePage.Of<SystemPage, SystemView>(new(await reports.RenewAsync(cancellation), configuration.Values));
}

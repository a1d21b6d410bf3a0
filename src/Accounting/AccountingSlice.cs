using Athanor.Access.Authorization;
using Athanor.Accounting.Api;
using Athanor.Accounting.Keeping;
using Athanor.Foundation.Databases;
using Athanor.Foundation.Databases.Migrations;
using Athanor.Foundation.Usage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Athanor.Accounting;

public static class AccountingSlice
{
    public static IReadOnlyList<Migration> Migrations { get; } = Migration.Of("accounting", typeof(AccountingSlice).Assembly);

    /// <summary>Whoever joins it also brings an <see cref="IUsageSource"/>, which the books ask for what nobody announces.</summary>
    public static IServiceCollection AddAccounting(this IServiceCollection services, AccountingOptions options) => services
        .AddSingleton(options)
        .AddSingleton<IUsageSink, UsageBook>()
        .AddSingleton<CapacityKeeper>()
        .AddSingleton<AccountingMetrics>()
        .AddSingleton(provider => new CostBooks(provider.GetRequiredService<IDatabase>(), provider.GetRequiredService<CapacityKeeper>(), options, provider.GetRequiredService<TimeProvider>()))
        .AddHostedService<Heartbeat>();

    /// <summary>What the main door tells about costs.</summary>
    public static void MapAccounting(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/v1/costs").WithTags("costs");
        api.MapGet("", CostApi.AskAsync).AnyCaller("Shows costs of the projects in which the caller may read them; what lay idle takes costs:read on the server.");
        api.MapGet("/jobs/{job}", CostApi.GetJobAsync).AnyCaller("It takes costs:read in the job's project.");
    }
}

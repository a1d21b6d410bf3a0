using Athanor.Foundation.Databases.Migrations;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Athanor.Datasets;

public static class DatasetsSlice
{
    public static IReadOnlyList<Migration> Migrations { get; } = Migration.Of("datasets", typeof(DatasetsSlice).Assembly);

    public static IServiceCollection AddDatasets(this IServiceCollection services) => services;

    /// <summary>What the main door tells and lets change about datasets.</summary>
    public static void MapDatasets(this IEndpointRouteBuilder routes)
    {
    }
}

using Athanor.Access.Authorization;
using Athanor.Datasets.Api;
using Athanor.Datasets.Checks;
using Athanor.Datasets.Collecting;
using Athanor.Datasets.Loading;
using Athanor.Datasets.Loading.Sources;
using Athanor.Datasets.Trees;
using Athanor.Foundation.Databases;
using Athanor.Foundation.Databases.Migrations;
using Athanor.Objects;
using Athanor.Objects.Keyspaces;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Athanor.Datasets;

public static class DatasetsSlice
{
    private const string ReadsInProject = "It takes datasets:read in the dataset's project.";
    private const string WritesInProject = "It takes datasets:write in the dataset's project.";
    private const string ManagesInProject = "It takes datasets:manage in the dataset's project.";

    public static IReadOnlyList<Migration> Migrations { get; } = Migration.Of("datasets", typeof(DatasetsSlice).Assembly);

    public static IServiceCollection AddDatasets(this IServiceCollection services, DatasetsOptions options, CheckLimits limits) => services
        .AddSingleton(options)
        .AddSingleton(new NodeCache(options.NodeCache.Value))
        .AddSingleton<IKeyspace>(provider => new DatasetKeyspace(provider.GetRequiredService<NodeCache>(), provider.GetRequiredService<TimeProvider>()))
        .AddSingleton<DatasetsMetrics>()
        .AddSingleton<DatasetDirectory>()
        .AddSingleton(provider => new DatasetRefs(provider.GetRequiredService<IDatabase>(), provider.GetRequiredService<NodeCache>(), provider.GetRequiredService<TimeProvider>()))
        .AddSingleton(provider => new DatasetChecks(
            provider.GetRequiredService<IDatabase>(), provider.GetRequiredService<ObjectStore>(), provider.GetRequiredService<NodeCache>(), limits, provider.GetRequiredService<TimeProvider>()))
        .AddSingleton(provider => new DatasetHistory(
            provider.GetRequiredService<IDatabase>(), provider.GetRequiredService<NodeCache>(), provider.GetRequiredService<DatasetChecks>(), provider.GetRequiredService<DatasetsMetrics>(), provider.GetRequiredService<TimeProvider>()))
        .AddSingleton(provider => new DatasetShardSets(provider.GetRequiredService<IDatabase>()))
        .AddSingleton(provider => new DatasetFiles(provider.GetRequiredService<IDatabase>(), provider.GetRequiredService<NodeCache>()))
        .AddSingleton(provider => new DatasetImports(
            provider.GetRequiredService<IDatabase>(), provider.GetRequiredService<ObjectStore>(), provider.GetRequiredService<NodeCache>(), provider.GetRequiredService<DatasetsMetrics>(), provider.GetRequiredService<TimeProvider>()))
        .AddSingleton(provider => new Collector(
            provider.GetRequiredService<IDatabase>(), provider.GetRequiredService<ObjectStore>(), provider.GetRequiredService<NodeCache>(), options, provider.GetRequiredService<DatasetsMetrics>(), provider.GetRequiredService<TimeProvider>()))
        .AddSingleton<ISampleCatalog>(provider => new CommitCatalog(
            provider.GetRequiredService<IDatabase>(), provider.GetRequiredService<ObjectStore>(), provider.GetRequiredService<NodeCache>(), provider.GetRequiredService<DatasetDirectory>(), provider.GetRequiredService<DatasetRefs>()))
        .AddSingleton<SampleReaders>()
        .AddHostedService<CollectionRounds>();

    /// <summary>What the main door tells and lets change about datasets.</summary>
    public static void MapDatasets(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/v1/datasets").WithTags("datasets");
        api.MapGet("", DatasetApi.ListAsync).AnyCaller("Shows the datasets of the projects in which the caller may read them.");
        api.MapPost("", DatasetApi.CreateAsync).AnyCaller("It takes datasets:write in the project that is named.");

        var one = api.MapGroup("/{dataset}");
        one.MapGet("", DatasetApi.GetAsync).AnyCaller(ReadsInProject);
        one.MapDelete("", DatasetApi.DeleteAsync).AnyCaller(ManagesInProject);
        one.MapPut("/labels", DatasetApi.SetLabelsAsync).AnyCaller(ManagesInProject);
        one.MapPut("/retention", DatasetApi.SetRetentionAsync).AnyCaller(ManagesInProject);
        one.MapPost("/gc", SpaceApi.CollectAsync).AnyCaller(ManagesInProject);
        one.MapGet("/du", SpaceApi.MeasureAsync).AnyCaller(ReadsInProject);

        one.MapGet("/branches", RefApi.ListBranchesAsync).AnyCaller(ReadsInProject);
        one.MapPost("/branches", RefApi.CreateBranchAsync).AnyCaller(WritesInProject);
        one.MapGet("/branches/{branch}", RefApi.GetBranchAsync).AnyCaller(ReadsInProject);
        one.MapDelete("/branches/{branch}", RefApi.RemoveBranchAsync).AnyCaller(WritesInProject);
        one.MapPut("/branches/{branch}/protection", RefApi.ProtectBranchAsync).AnyCaller(ManagesInProject);
        one.MapGet("/tags", RefApi.ListTagsAsync).AnyCaller(ReadsInProject);
        one.MapPost("/tags", RefApi.CreateTagAsync).AnyCaller(WritesInProject);
        one.MapDelete("/tags/{tag}", RefApi.RemoveTagAsync).AnyCaller(ManagesInProject);

        one.MapGet("/commits", HistoryApi.LogAsync).AnyCaller(ReadsInProject);
        one.MapGet("/commits/{reference}", HistoryApi.GetAsync).AnyCaller(ReadsInProject);
        one.MapGet("/commits/{reference}/changes", FilesApi.CompareWithParentAsync).AnyCaller(ReadsInProject);
        one.MapGet("/commits/{reference}/statistics", FilesApi.CountAsync).AnyCaller(ReadsInProject);
        one.MapGet("/commits/{reference}/checks", CheckApi.GetAsync).AnyCaller(ReadsInProject);
        one.MapPost("/commits/{reference}/checks", CheckApi.RunAsync).AnyCaller(WritesInProject);
        one.MapPost("/commits/{reference}/shard-sets", ShardSetApi.RecordAsync).AnyCaller(WritesInProject);
        one.MapPost("/branches/{branch}/commit", HistoryApi.CommitAsync).AnyCaller(WritesInProject);
        one.MapPost("/branches/{branch}/merge", HistoryApi.MergeAsync).AnyCaller(WritesInProject);
        one.MapPost("/branches/{branch}/revert", HistoryApi.RevertAsync).AnyCaller(WritesInProject);
        one.MapPost("/branches/{branch}/reset", HistoryApi.ResetAsync).AnyCaller(WritesInProject);

        one.MapGet("/entries", FilesApi.ListAsync).AnyCaller(ReadsInProject);
        one.MapGet("/manifest", FilesApi.WriteManifestAsync).AnyCaller(ReadsInProject).Produces<string>(StatusCodes.Status200OK, "application/x-ndjson");
        SamplesApi.Map(one).AddEndpointFilter<RouteHandlerBuilder, ContentGate>().AnyCaller(ReadsInProject);
        one.MapGet("/diff", FilesApi.CompareAsync).AnyCaller(ReadsInProject);
        one.MapGet("/branches/{branch}/changes", FilesApi.ListChangesAsync).AnyCaller(ReadsInProject);
        one.MapPost("/branches/{branch}/import", FilesApi.ImportAsync).AnyCaller(WritesInProject).WithMetadata(new ImportLimit()).Accepts<IFormFile>("application/x-tar");
        one.MapPost("/branches/{branch}/remove", FilesApi.RemoveAsync).AnyCaller(WritesInProject);
    }
}

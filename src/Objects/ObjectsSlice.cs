using System.Text.Json;
using Athanor.Access;
using Athanor.Access.Authentication;
using Athanor.Access.Authorization;
using Athanor.Foundation.Databases;
using Athanor.Foundation.Databases.Migrations;
using Athanor.Objects.Api;
using Athanor.Objects.Blobs;
using Athanor.Objects.Blobs.Local;
using Athanor.Objects.Door;
using Athanor.Objects.Encryption;
using Athanor.Objects.Integrity;
using Athanor.Objects.Keyspaces;
using Athanor.Objects.Lifecycle;
using Athanor.Objects.Usage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Athanor.Objects;

public static class ObjectsSlice
{
    public static IReadOnlyList<Migration> Migrations { get; } = Migration.Of("objects", typeof(ObjectsSlice).Assembly);

    public static IServiceCollection AddObjects(this IServiceCollection services, ObjectsOptions options, string directory) => services
        .AddSingleton(options)
        .AddSingleton<IBlobStore>(provider => LocalBlobStore.Open(directory, options, provider.GetRequiredService<TimeProvider>()))
        .AddSingleton<BlobRemover>()
        .AddHostedService(provider => provider.GetRequiredService<BlobRemover>())
        .AddHostedService<BlobSweeper>()
        .AddSingleton<BlobCompactor>()
        .AddHostedService(provider => provider.GetRequiredService<BlobCompactor>())
        .AddSingleton<BucketDirectory>()
        .AddSingleton(provider => new ContentKeys(cancellation => provider.GetRequiredService<ServerSecrets>().FindOrCreateAsync(ContentKeys.ServerSecret, cancellation)))
        .AddSingleton(provider => new Quotas(provider.GetRequiredService<IDatabase>()))
        .AddSingleton<Traffic>()
        .AddHostedService(provider => provider.GetRequiredService<Traffic>())
        .AddSingleton<ReadJournal>()
        .AddHostedService(provider => provider.GetRequiredService<ReadJournal>())
        .AddHostedService<ObjectsMetrics>()
        .AddHostedService<UploadSweeper>()
        .AddSingleton(provider => new DamageRegister(
            provider.GetRequiredService<IDatabase>(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<DamageRegister>>()))
        .AddSingleton(provider => new ObjectVerifier(
            provider.GetRequiredService<IDatabase>(),
            provider.GetRequiredService<IBlobStore>(),
            provider.GetRequiredService<ObjectStore>(),
            provider.GetRequiredService<DamageRegister>(),
            provider.GetRequiredService<TimeProvider>()))
        .AddSingleton(provider => new Scrubber(
            provider.GetRequiredService<IDatabase>(),
            provider.GetRequiredService<IBlobStore>(),
            provider.GetRequiredService<DamageRegister>(),
            options,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<Scrubber>>()))
        .AddHostedService(provider => provider.GetRequiredService<Scrubber>())
        .AddSingleton(provider => new ObjectStore(
            provider.GetRequiredService<IDatabase>(), provider.GetRequiredService<IBlobStore>(), provider.GetRequiredService<BlobRemover>(), provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ContentKeys>(), provider.GetRequiredService<BucketKeyspaces>()))
        .AddSingleton(provider => new BucketKeyspaces(provider.GetServices<IKeyspace>()))
        .AddSingleton(provider => new ObjectLocks(provider.GetRequiredService<IDatabase>(), provider.GetRequiredService<TimeProvider>()))
        .AddSingleton(provider => new MultipartUploads(
            provider.GetRequiredService<IDatabase>(), provider.GetRequiredService<BlobRemover>(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<BucketKeyspaces>()))
        .AddSingleton(provider => new ObjectLifecycle(provider.GetRequiredService<IDatabase>(), provider.GetRequiredService<TimeProvider>()))
        .AddSingleton<LifecycleMetrics>()
        .AddHostedService<LifecycleRunner>()
        .AddSingleton(provider => new Admission(
            provider.GetRequiredService<AccessDecisions>(), provider.GetRequiredService<ObjectStore>(), provider.GetRequiredService<TimeProvider>()))
        .AddSingleton(provider => new S3Door(
            provider.GetRequiredService<KnownKeys>(),
            provider.GetRequiredService<Authenticator>(),
            provider.GetRequiredService<BucketDirectory>(),
            provider.GetRequiredService<Admission>(),
            provider.GetRequiredService<Traffic>(),
            provider.GetRequiredService<ReadJournal>(),
            options,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<S3Door>>()));

    /// <summary>What the main door tells and lets change about objects.</summary>
    public static void MapObjects(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/v1").WithTags("objects");
        api.MapGet("/buckets", BucketApi.ListAsync).AnyCaller("Shows the buckets of the projects in which the caller may read objects.");
        api.MapGet("/buckets/{bucket}/quota", BucketApi.GetQuotaAsync).AnyCaller("It takes objects:read in the bucket's project.");
        api.MapPut("/buckets/{bucket}/quota", BucketApi.PutQuotaAsync).AnyCaller("It takes buckets:manage in the bucket's project.");
        api.MapDelete("/buckets/{bucket}/quota", BucketApi.DeleteQuotaAsync).AnyCaller("It takes buckets:manage in the bucket's project.");
        api.MapPost("/buckets/{bucket}/lifecycle/preview", LifecycleApi.PreviewAsync).Accepts<JsonElement>("application/json", "application/xml").AnyCaller("It takes buckets:manage in the bucket's project.");
        api.MapGet("/projects/{project}/quota", BucketApi.GetProjectQuotaAsync).RequiresInProject(ObjectsPermissions.Read);
        api.MapPut("/projects/{project}/quota", BucketApi.PutProjectQuotaAsync).Requires(ObjectsPermissions.Quotas);
        api.MapDelete("/projects/{project}/quota", BucketApi.DeleteProjectQuotaAsync).Requires(ObjectsPermissions.Quotas);

        api.MapGet("/objects/space", IntegrityApi.SpaceAsync).Requires(AccessPermissions.SystemRead);
        api.MapPost("/objects/compact", IntegrityApi.CompactAsync).Requires(ObjectsPermissions.Check);
        api.MapGet("/objects/damaged", IntegrityApi.DamagedAsync).Requires(ObjectsPermissions.Check);
        api.MapGet("/objects/scrub", IntegrityApi.ScrubStateAsync).Requires(AccessPermissions.SystemRead);
        api.MapPost("/objects/scrub", IntegrityApi.StartScrubAsync).Requires(ObjectsPermissions.Check);
        api.MapPost("/objects/verify", IntegrityApi.VerifyAsync).Requires(ObjectsPermissions.Check);
    }

    /// <summary>The end of the S3 door's way: every request that comes here is answered here.</summary>
    public static void RunS3Door(this IApplicationBuilder door)
    {
        var s3 = door.ApplicationServices.GetRequiredService<S3Door>();
        door.Run(s3.AnswerAsync);
    }
}

using Athanor.Access;
using Athanor.Access.Authentication;
using Athanor.Access.Authorization;
using Athanor.Foundation.Databases;
using Athanor.Foundation.Databases.Migrations;
using Athanor.Objects.Blobs;
using Athanor.Objects.Blobs.Local;
using Athanor.Objects.Door;
using Athanor.Objects.Encryption;
using Microsoft.AspNetCore.Builder;
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
        .AddSingleton<BucketDirectory>()
        .AddSingleton(provider => new ContentKeys(cancellation => provider.GetRequiredService<ServerSecrets>().FindOrCreateAsync(ContentKeys.ServerSecret, cancellation)))
        .AddSingleton(provider => new ObjectStore(
            provider.GetRequiredService<IDatabase>(), provider.GetRequiredService<IBlobStore>(), provider.GetRequiredService<BlobRemover>(), provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ContentKeys>()))
        .AddSingleton(provider => new ObjectLocks(provider.GetRequiredService<IDatabase>(), provider.GetRequiredService<TimeProvider>()))
        .AddSingleton(provider => new MultipartUploads(
            provider.GetRequiredService<IDatabase>(), provider.GetRequiredService<BlobRemover>(), provider.GetRequiredService<TimeProvider>()))
        .AddSingleton(provider => new Admission(
            provider.GetRequiredService<AccessDecisions>(), provider.GetRequiredService<ObjectStore>(), provider.GetRequiredService<TimeProvider>()))
        .AddSingleton(provider => new S3Door(
            provider.GetRequiredService<KnownKeys>(),
            provider.GetRequiredService<Authenticator>(),
            provider.GetRequiredService<BucketDirectory>(),
            provider.GetRequiredService<Admission>(),
            options,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<S3Door>>()));

    /// <summary>The end of the S3 door's way: every request that comes here is answered here.</summary>
    public static void RunS3Door(this IApplicationBuilder door)
    {
        var s3 = door.ApplicationServices.GetRequiredService<S3Door>();
        door.Run(s3.AnswerAsync);
    }
}

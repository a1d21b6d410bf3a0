using Athanor.Access;
using Athanor.Foundation.Databases;
using Athanor.Tracking.Artifacts;
using Athanor.Tracking.Registry.Signing;
using Microsoft.Extensions.DependencyInjection;

namespace Athanor.Tracking.Registry;

internal static class RegistryServices
{
    public static IServiceCollection AddRegistry(this IServiceCollection services) => services
        .AddSingleton(provider => new ModelSigner(cancellation => provider.GetRequiredService<ServerSecrets>().FindOrCreateAsync(ModelSigner.ServerSecret, cancellation)))
        .AddSingleton(provider => new ModelRegistry(provider.GetRequiredService<IDatabase>(), provider.GetRequiredService<TimeProvider>()))
        .AddSingleton(provider => new ModelVersions(
            provider.GetRequiredService<IDatabase>(), provider.GetRequiredService<IArtifactFiles>(), provider.GetRequiredService<ModelSigner>(), provider.GetRequiredService<TimeProvider>()))
        .AddSingleton(provider => new ModelFiles(provider.GetRequiredService<IDatabase>(), provider.GetRequiredService<IArtifactFiles>(), provider.GetRequiredService<ModelSigner>()))
        .AddSingleton(provider => new ModelPromotion(provider.GetRequiredService<IDatabase>(), provider.GetRequiredService<TimeProvider>()))
        .AddSingleton(provider => new ModelGates(provider.GetRequiredService<IDatabase>(), provider.GetRequiredService<TimeProvider>()));
}

using Athanor.Foundation.Databases;
using Athanor.Foundation.Problems;
using Athanor.Tracking.LoggedModels;
using Athanor.Tracking.Registry.Model;

namespace Athanor.Tracking.Registry.Sources;

/// <summary>Follows a source to where the files lie, and refuses what is of another project, of another run, or not the caller's to read.</summary>
internal sealed class SourceResolver(IDatabase database)
{
    public async Task<ResolvedSource> ResolveAsync(string project, ModelVersionDraft draft, IBucketAccess buckets, CancellationToken cancellation)
    {
        var source = ModelSource.Parse(draft.Source);
        var resolved = await database.ReadAsync(session => Resolve(session, project, source, draft.Run is { Length: > 0 } run ? run : null), cancellation);
        await DemandReadableAsync(project, resolved.Storage, buckets, cancellation);
        return resolved;
    }

    /// <summary>What lies in a bucket is for those who may read it there, also where a run leads to it.</summary>
    public async Task DemandReadableAsync(string project, string storage, IBucketAccess buckets, CancellationToken cancellation)
    {
        var source = ModelSource.Parse(storage);
        var place = source.Kind == SourceKind.Run ? ModelSource.Parse(await database.ReadAsync(session => PlaceOf(session, project, source), cancellation)) : source;
        if (place.Kind == SourceKind.Artifacts) return;
        if (place is not { Kind: SourceKind.Bucket, Parts: [var bucket, _, ..] }) throw new ProblemException(RegistryProblems.ForeignSource(storage));
        await buckets.DemandAsync(project, bucket, string.Join('/', place.Parts.Skip(1)));
    }

    private static string PlaceOf(ReadSession session, string project, ModelSource source) =>
        string.Join('/', source.Parts.Skip(1).Prepend(RunBook.Find(session, project, source.Parts[0]).ArtifactUri));

    private static ResolvedSource Resolve(ReadSession session, string project, ModelSource source, string? run)
    {
        if (run is not null) RunBook.Find(session, project, run);
        return source.Kind switch
        {
            SourceKind.Model when source.LoggedModel is { } model => OfLoggedModel(LoggedModelBook.Find(session, project, model), null, source, run),
            SourceKind.Model => OfVersion(VersionAddress.Find(session, project, source), source, run),
            SourceKind.Run => OfRun(RunBook.Find(session, project, source.Parts[0]).Id, source, run),
            SourceKind.Artifacts when source.LoggedModel is { } model => OfLoggedModel(LoggedModelBook.Find(session, project, model), source.Text, source, run),
            SourceKind.Artifacts when RunAmong(source) is { } owner => OfPlace(session, project, source, run ?? owner),
            _ when run is not null => OfPlace(session, project, source, run),
            _ => new(source.Text, null),
        };
    }

    private static ResolvedSource OfVersion(ModelVersion version, ModelSource source, string? run)
    {
        if (run is not null && run != version.Run) throw new ProblemException(RegistryProblems.OutsideRun(source.Text, run));
        return new(version.Storage, version.Run);
    }

    private static ResolvedSource OfLoggedModel(LoggedModel model, string? place, ModelSource source, string? run)
    {
        if ((run is not null && run != model.SourceRun) || (place is not null && !ModelSource.IsWithin(place, model.ArtifactUri))) throw new ProblemException(RegistryProblems.OutsideRun(source.Text, run ?? model.SourceRun ?? "none"));
        return new(place ?? model.ArtifactUri, model.SourceRun);
    }

    private static ResolvedSource OfRun(string owner, ModelSource source, string? run)
    {
        if (run is not null && run != owner) throw new ProblemException(RegistryProblems.OutsideRun(source.Text, run));
        return new(source.Text, owner);
    }

    private static ResolvedSource OfPlace(ReadSession session, string project, ModelSource source, string run)
    {
        var owner = RunBook.Find(session, project, run);
        return ModelSource.IsWithin(source.Text, owner.ArtifactUri) ? new(source.Text, owner.Id) : throw new ProblemException(RegistryProblems.OutsideRun(source.Text, run));
    }

    // EXPERIMENT/RUN/artifacts/… is how this server gives places to runs.
    private static string? RunAmong(ModelSource source) => source.Parts is [_, { Length: 32 } run, "artifacts", ..] && run.All(char.IsAsciiHexDigitLower) ? run : null;
}

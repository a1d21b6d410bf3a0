using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Athanor.Access.Authorization;
using Athanor.Datasets.Model;
using Athanor.Datasets.Names;
using Athanor.Datasets.Trees;
using Athanor.Foundation.Databases;
using Athanor.Foundation.Identifiers;
using Athanor.Foundation.Journal;
using Athanor.Foundation.Paging;
using Athanor.Foundation.Problems;
using Athanor.Objects;
using Athanor.Objects.Door;
using Athanor.Objects.Keyspaces;
using Athanor.Objects.Names;

namespace Athanor.Datasets;

/// <summary>The datasets there are, and what holds for all versions of each.</summary>
public sealed class DatasetDirectory(IDatabase database, BucketDirectory buckets, ObjectStore objects, TimeProvider clock)
{
    public const string Kind = "dataset";

    private const int MaximumLabels = 32;
    private const int LongestLabel = 63;
    private const int RemovedAtOnce = 500;

    /// <summary>
    /// The dataset, if whoever asks may do this with it: what the policy of its bucket and the roles in its project say at the S3 door holds here, too.
    /// Where a policy tells paths of a branch apart, this door asks for all of the branch that is named.
    /// </summary>
    public async Task<Dataset> GetAsync(PersonalDoor door, string name, Permission permission, CancellationToken cancellation, string? reference = null)
    {
        var dataset = await database.ReadAsync(session => DatasetsDatabase.Find(session, name), cancellation) ?? throw new ProblemException(DatasetsProblems.UnknownDataset(name));
        if (permission == DatasetsPermissions.Manage || !BucketName.TryParse(dataset.Name, out var bucket)) Authorizer.Demand(door.Caller, permission, dataset.Project);
        else if (permission == DatasetsPermissions.Read) await door.DemandAsync(new("ListObjectsV2", bucket));
        else await door.DemandAsync(new("PutObject", bucket, AllOf(reference ?? dataset.DefaultBranch)));
        return dataset;
    }

    /// <summary>Refuses where whoever asks may not read the bytes of this version: neither see them, nor bring them to where they may be seen.</summary>
    public static async Task DemandContentAsync(PersonalDoor door, Dataset dataset, string? reference)
    {
        if (BucketName.TryParse(dataset.Name, out var bucket)) await door.DemandAsync(new("GetObject", bucket, AllOf(reference ?? dataset.DefaultBranch)));
    }

    public static async Task<bool> MayReadContentAsync(PersonalDoor door, Dataset dataset, string reference) =>
        BucketName.TryParse(dataset.Name, out var bucket) && await door.MayAsync(new("GetObject", bucket, AllOf(reference)));

    /// <summary>The dataset, if the caller's role allows this.</summary>
    public async Task<Dataset> GetAsync(Caller caller, string name, Permission permission, CancellationToken cancellation)
    {
        var dataset = await database.ReadAsync(session => DatasetsDatabase.Find(session, name), cancellation) ?? throw new ProblemException(DatasetsProblems.UnknownDataset(name));
        Authorizer.Demand(caller, permission, dataset.Project);
        return dataset;
    }

    public Task<Page<Dataset>> ListAsync(Caller caller, string after, int limit, CancellationToken cancellation)
    {
        var projects = Authorizer.ProjectsAllowing(caller, DatasetsPermissions.Read);
        return database.ReadAsync(session => Pages.Cut(DatasetsDatabase.List(session, projects, after, limit + 1), limit, dataset => dataset.Name), cancellation);
    }

    public async Task<Dataset> CreateAsync(string actor, string name, string project, string defaultBranch, IReadOnlyList<string> labels, CancellationToken cancellation)
    {
        if (!BucketName.TryParse(name, out _)) throw new ProblemException(DatasetsProblems.BadName(name));
        var branch = RefName.Parse(defaultBranch);
        Check(labels);
        var splitKey = RandomNumberGenerator.GetBytes(SplitRule.KeySize);
        return await database.WriteAsync(
            session =>
            {
                var now = clock.GetUtcNow();
                var bucket = KeyspaceContent.AddBucket(session, name, project, Kind, now) ?? throw new ProblemException(DatasetsProblems.NameTaken(name));
                DatasetsDatabase.Add(session, new(bucket.Id, name, project, branch.Value, now) { Labels = labels }, splitKey);
                DatasetsDatabase.AddBranch(session, bucket.Id, branch.Value, head: null, root: null, now);
                var dataset = DatasetsDatabase.Find(session, name)!;
                session.Record(FactOf(actor, "dataset.created", dataset) with { Parents = [new("project", project)] });
                return dataset;
            },
            cancellation);
    }

    public Task SetLabelsAsync(string actor, Dataset dataset, IReadOnlyList<string> labels, CancellationToken cancellation)
    {
        Check(labels);
        return database.WriteAsync(
            session =>
            {
                DatasetsDatabase.SetLabels(session, dataset.Id, labels);
                session.Record(FactOf(actor, "dataset.labelled", dataset with { Labels = labels }));
            },
            cancellation);
    }

    public Task SetKeptDaysAsync(string actor, Dataset dataset, int? days, CancellationToken cancellation) => database.WriteAsync(
        session =>
        {
            DatasetsDatabase.SetKeptDays(session, dataset.Id, days);
            session.Record(FactOf(actor, "dataset.retention-set", dataset) with { Details = new JsonObject { ["keptDays"] = days } });
        },
        cancellation);

    /// <summary>Removes the dataset with all its versions: first what names its content, then the content itself, a piece at a time.</summary>
    public async Task DeleteAsync(string actor, Dataset dataset, CancellationToken cancellation)
    {
        await database.WriteAsync(
            session =>
            {
                DatasetsDatabase.Remove(session, dataset.Id);
                session.Record(FactOf(actor, "dataset.deleted", dataset));
            },
            cancellation);
        await RemoveContentAsync(dataset.Name, cancellation);
    }

    /// <summary>Finishes what a deletion began that a crash cut off.</summary>
    public async Task RemoveContentAsync(string name, CancellationToken cancellation)
    {
        while (await database.WriteAsync(session => RemoveSomeContent(session, name), cancellation)) objects.ReclaimSpace();
        buckets.Forget();
        objects.ReclaimSpace();
    }

    private static ObjectKey AllOf(string reference) => ObjectKey.TryParse($"{reference}/*", out var all) ? all : throw new ProblemException(DatasetsProblems.BadRefName(reference));

    internal static Fact FactOf(string actor, string verb, Dataset dataset)
    {
        var fact = new Fact(actor, verb, new Subject("dataset", dataset.Name)) { Project = dataset.Project };
        if (dataset.Labels.Count > 0) fact.Details["labels"] = new JsonArray([.. dataset.Labels.Select(label => (JsonNode)label)]);
        return fact;
    }

    // A bucket of this kind without a dataset is one that is being removed.
    private static bool RemoveSomeContent(WriteSession session, string name)
    {
        if (KeyspaceContent.FindBucket(session, name) is not { Kind: Kind } bucket || DatasetsDatabase.Find(session, name) is not null) return false;
        var content = KeyspaceContent.List(session, bucket, "", RemovedAtOnce);
        foreach (var one in content) KeyspaceContent.Remove(session, bucket, one.Key);
        if (content.Count == RemovedAtOnce) return true;
        KeyspaceContent.RemoveBucket(session, bucket);
        return false;
    }

    private static void Check(IReadOnlyList<string> labels)
    {
        if (labels.Count > MaximumLabels) throw new ProblemException(DatasetsProblems.BadLabel(labels[MaximumLabels]));
        if (labels.FirstOrDefault(label => !IsLabel(label)) is { } bad) throw new ProblemException(DatasetsProblems.BadLabel(bad));
    }

    private static bool IsLabel(string label) => label.Length is > 0 and <= LongestLabel && label.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-');
}

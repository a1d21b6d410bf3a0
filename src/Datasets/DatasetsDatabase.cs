using System.Text.Json;
using Athanor.Access.Authorization;
using Athanor.Datasets.Model;
using Athanor.Datasets.Trees;
using Athanor.Foundation.Databases;
using Athanor.Objects.Versions;

namespace Athanor.Datasets;

/// <summary>All SQL of datasets, their branches, tags and commits; that of trees and of what waits for them is in <see cref="TreesDatabase"/>.</summary>
internal static class DatasetsDatabase
{
    public static Dataset? Find(ReadSession session, string name) =>
        session.First($"SELECT bucket, name, project, default_branch, created_at, labels, kept_days, split_key, epoch FROM datasets WHERE name = {name}", ReadDataset);

    public static Dataset? Find(ReadSession session, long id) =>
        session.First($"SELECT bucket, name, project, default_branch, created_at, labels, kept_days, split_key, epoch FROM datasets WHERE bucket = {id}", ReadDataset);

    public static List<Dataset> List(ReadSession session, IReadOnlyCollection<string>? projects, string after, int limit)
    {
        Sql sql = $"SELECT bucket, name, project, default_branch, created_at, labels, kept_days, split_key, epoch FROM datasets WHERE name > {after}";
        if (projects is not null) sql.Append($" AND project IN {projects}");
        sql.Append($" ORDER BY name LIMIT {limit}");
        return session.Query(sql, ReadDataset);
    }

    public static void Add(WriteSession session, Dataset dataset, byte[] splitKey) => session.Execute(
        $"""
        INSERT INTO datasets (name, bucket, project, default_branch, split_key, labels, kept_days, epoch, created_at)
        VALUES ({dataset.Name}, {dataset.Id}, {dataset.Project}, {dataset.DefaultBranch}, {splitKey}, {Write(dataset.Labels)}, {(long?)dataset.KeptDays}, 1, {dataset.CreatedAt})
        """);

    public static void Remove(WriteSession session, long dataset) => session.Execute($"DELETE FROM datasets WHERE bucket = {dataset}");

    public static void SetLabels(WriteSession session, long dataset, IReadOnlyList<string> labels) => session.Execute($"UPDATE datasets SET labels = {Write(labels)} WHERE bucket = {dataset}");

    public static void SetKeptDays(WriteSession session, long dataset, int? days) => session.Execute($"UPDATE datasets SET kept_days = {(long?)days} WHERE bucket = {dataset}");

    public static void BeginEpoch(WriteSession session, long dataset) => session.Execute($"UPDATE datasets SET epoch = epoch + 1 WHERE bucket = {dataset}");

    /// <summary>Buckets of datasets that are gone: their removal was cut off.</summary>
    public static List<string> ListAbandoned(ReadSession session) => session.Query(
        $"SELECT name FROM buckets WHERE kind = {DatasetDirectory.Kind} AND NOT EXISTS (SELECT 1 FROM datasets WHERE bucket = buckets.id) ORDER BY name", row => row.Text(0));

    public static Branch? FindBranch(ReadSession session, long dataset, string name) => session.First(
        $"SELECT id, name, head, version, protection, created_at, root, waiting FROM dataset_branches WHERE dataset = {dataset} AND name = {name}", ReadBranch);

    public static List<Branch> ListBranches(ReadSession session, long dataset, string after, int limit) => session.Query(
        $"SELECT id, name, head, version, protection, created_at, root, waiting FROM dataset_branches WHERE dataset = {dataset} AND name > {after} ORDER BY name LIMIT {limit}", ReadBranch);

    public static void AddBranch(WriteSession session, long dataset, string name, string? head, Digest? root, DateTimeOffset now)
    {
        var id = session.Count($"SELECT COALESCE(MAX(id), 0) + 1 FROM dataset_branches");
        session.Execute(
            $"INSERT INTO dataset_branches (dataset, name, id, head, root, waiting, version, protection, created_at) VALUES ({dataset}, {name}, {id}, {head}, {root?.ToArray()}, 0, 1, '', {now})");
    }

    /// <summary>Where the branch stands from now on. Every such change has a number.</summary>
    public static void MoveBranch(WriteSession session, Branch branch, string? head, Digest? root, long waiting) => session.Execute(
        $"UPDATE dataset_branches SET head = {head}, root = {root?.ToArray()}, waiting = {waiting}, version = version + 1 WHERE id = {branch.Id}");

    public static void SetProtection(WriteSession session, long branch, Role? role) =>
        session.Execute($"UPDATE dataset_branches SET protection = {(role is { } least ? RoleNames.NameOf(least) : "")} WHERE id = {branch}");

    public static void RemoveBranch(WriteSession session, long branch) => session.Execute($"DELETE FROM dataset_branches WHERE id = {branch}");

    public static Tag? FindTag(ReadSession session, long dataset, string name) =>
        session.First($"SELECT name, target, created_at FROM dataset_tags WHERE dataset = {dataset} AND name = {name}", row => new Tag(row.Text(0), row.Text(1), row.Time(2)));

    public static List<Tag> ListTags(ReadSession session, long dataset, string after, int limit) =>
        session.Query($"SELECT name, target, created_at FROM dataset_tags WHERE dataset = {dataset} AND name > {after} ORDER BY name LIMIT {limit}", row => new Tag(row.Text(0), row.Text(1), row.Time(2)));

    public static void AddTag(WriteSession session, long dataset, string name, string commit, DateTimeOffset now) =>
        session.Execute($"INSERT INTO dataset_tags (dataset, name, target, created_at) VALUES ({dataset}, {name}, {commit}, {now})");

    public static bool RemoveTag(WriteSession session, long dataset, string name) => session.Execute($"DELETE FROM dataset_tags WHERE dataset = {dataset} AND name = {name}") > 0;

    /// <summary>Branches and tags from a name on, in the order of names.</summary>
    public static List<string> ListRefs(ReadSession session, long dataset, string from, int limit) => session.Query(
        $"""
        SELECT name FROM (SELECT name FROM dataset_branches WHERE dataset = {dataset} UNION SELECT name FROM dataset_tags WHERE dataset = {dataset}) refs
        WHERE name >= {from} ORDER BY name LIMIT {limit}
        """,
        row => row.Text(0));

    public static Commit? FindCommit(ReadSession session, long dataset, string id) => session.First(
        $"SELECT id, parents, message, author, created_at, metadata, files, bytes, generation, root FROM dataset_commits WHERE dataset = {dataset} AND id = {id}", ReadCommit);

    /// <summary>Two of them, where that many begin alike.</summary>
    public static List<Commit> FindCommits(ReadSession session, long dataset, string prefix) => session.Query(
        $"""
        SELECT id, parents, message, author, created_at, metadata, files, bytes, generation, root FROM dataset_commits
        WHERE dataset = {dataset} AND id >= {prefix} AND id < {KeyRange.EndOf(prefix)} ORDER BY id LIMIT 2
        """,
        ReadCommit);

    public static List<Commit> ListCommits(ReadSession session, long dataset, string after, int limit) => session.Query(
        $"SELECT id, parents, message, author, created_at, metadata, files, bytes, generation, root FROM dataset_commits WHERE dataset = {dataset} AND id > {after} ORDER BY id LIMIT {limit}", ReadCommit);

    /// <summary>One that is there already is the same: its name says all that it is.</summary>
    public static void AddCommit(WriteSession session, long dataset, Commit commit) => session.Execute(
        $"""
        INSERT INTO dataset_commits (dataset, id, generation, parents, root, files, bytes, message, author, created_at, metadata)
        VALUES ({dataset}, {commit.Id}, {commit.Generation}, {string.Join(' ', commit.Parents)}, {commit.Root?.ToArray()}, {commit.Files}, {commit.Bytes}, {commit.Message}, {commit.Author},
            {commit.CreatedAt}, {JsonSerializer.Serialize(commit.Metadata, DatasetsJson.Default.IReadOnlyDictionaryStringString)})
        ON CONFLICT (dataset, id) DO NOTHING
        """);

    public static void RemoveCommit(WriteSession session, long dataset, string id)
    {
        session.Execute($"DELETE FROM dataset_reports WHERE dataset = {dataset} AND target = {id}");
        session.Execute($"DELETE FROM dataset_commits WHERE dataset = {dataset} AND id = {id}");
    }

    public static void SetReport(WriteSession session, long dataset, string commit, bool passed, string report, DateTimeOffset now) => session.Execute(
        $"""
        INSERT INTO dataset_reports (dataset, target, passed, report, checked_at) VALUES ({dataset}, {commit}, {passed}, {report}, {now})
        ON CONFLICT (dataset, target) DO UPDATE SET passed = excluded.passed, report = excluded.report, checked_at = excluded.checked_at
        """);

    public static string? FindReport(ReadSession session, long dataset, string commit) =>
        session.First($"SELECT report FROM dataset_reports WHERE dataset = {dataset} AND target = {commit}", row => row.Text(0));

    private static string Write(IReadOnlyList<string> labels) => string.Join(' ', labels);

    private static Dataset ReadDataset(Row row) => new(row.Long(0), row.Text(1), row.Text(2), row.Text(3), row.Time(4))
    {
        Labels = row.Text(5).Split(' ', StringSplitOptions.RemoveEmptyEntries),
        KeptDays = (int?)row.LongOrNull(6),
        Rule = SplitRule.Read(row.Blob(7)),
        Epoch = row.Long(8),
    };

    private static Branch ReadBranch(Row row) =>
        new(row.Long(0), row.Text(1), row.TextOrNull(2), row.Long(3), row.Text(4) is { Length: > 0 } role ? RoleNames.TryParse(role, out var least) ? least : null : null, row.Time(5)) { Root = ReadRoot(row, 6), Waiting = row.Long(7) };

    private static Commit ReadCommit(Row row) => new(
        row.Text(0),
        row.Text(1).Split(' ', StringSplitOptions.RemoveEmptyEntries),
        row.Text(2),
        row.Text(3),
        row.Time(4),
        JsonSerializer.Deserialize(row.Text(5), DatasetsJson.Default.IReadOnlyDictionaryStringString)!,
        row.Long(6),
        row.Long(7))
    { Generation = row.Long(8), Root = ReadRoot(row, 9) };

    private static Digest? ReadRoot(Row row, int column) => row.BlobOrNull(column) is { } hash ? Digest.Read(hash) : null;
}

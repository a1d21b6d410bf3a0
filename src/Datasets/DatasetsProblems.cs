using Athanor.Access.Authorization;
using Athanor.Datasets.Checks;
using Athanor.Datasets.Names;
using Athanor.Foundation.Problems;

namespace Athanor.Datasets;

internal static class DatasetsProblems
{
    private const int FindingsTold = 10;

    public static Problem UnknownDataset(string name) => new("datasets/unknown-dataset", 404, $"There is no dataset '{name}'.", "`athanor data ls` lists them.");

    public static Problem NameTaken(string name) => new("datasets/name-taken", 409, $"There is a bucket or a dataset '{name}' already.", "Choose another name: datasets and buckets share their names.");

    public static Problem BadName(string name) => new(
        "datasets/bad-name", 400, $"'{name}' is no name for a dataset.", "A dataset is a bucket, too: 3 to 63 lower-case letters, digits, dots and hyphens, beginning and ending with a letter or digit.");

    public static Problem BadRefName(string name) => new(
        "datasets/bad-ref-name",
        400,
        $"'{name}' is no name for a branch or a tag.",
        $"Take up to {RefName.MaximumLength} letters, digits, dots, hyphens and underscores, with a letter or digit first; and not only digits and letters from a to f, which name commits.");

    public static Problem NoAddress(string key) => new("datasets/no-address", 400, $"'{key}' names no file of a dataset.", "A key in a dataset is REF/PATH: main/photos/oak.png is photos/oak.png on the branch main.");

    public static Problem TooManyFiles(int maximum) => new("datasets/too-many-files", 413, $"More than {maximum:N0} files came in one request.", "Send them in several.");

    public static Problem UnknownProject(string name) => new("datasets/unknown-project", 404, $"There is no project '{name}'.", "`athanor projects ls` lists them.");

    public static Problem UnknownRole(string name) => new("datasets/unknown-role", 400, $"There is no role '{name}'.", $"The roles are {string.Join(", ", RoleNames.All)}.");

    public static Problem BadRetention => new("datasets/bad-retention", 400, "Commits that nothing reaches are kept for 0 to 36,500 days.", "Send `days`, or null for the server's own setting.");

    public static Problem BadReset => new("datasets/bad-reset", 400, "A reset drops what was written under a prefix, or moves the branch to a commit.", "Send `prefix`, or `commit`, and not both.");

    public static Problem BadPreference(string text) => new("datasets/bad-preference", 400, $"'{text}' is no side of a merge.", "Prefer `ours`, `theirs`, or neither.");

    public static Problem UnknownRef(string dataset, string name) => new(
        "datasets/unknown-ref", 404, $"The dataset '{dataset}' has no branch, tag or commit '{name}'.", "`athanor data branch` and `athanor data log` show what there is; a commit takes the first 6 digits of its id, or more.");

    public static Problem AmbiguousCommit(string name) => new("datasets/ambiguous-commit", 409, $"More than one commit begins with '{name}'.", "Give more digits of its id.");

    public static Problem UnknownBranch(string dataset, string name) => new("datasets/unknown-branch", 404, $"The dataset '{dataset}' has no branch '{name}'.", $"Make it: `athanor data branch {dataset} {name}`.");

    public static Problem NeverChanges(string name) => new("datasets/never-changes", 405, $"'{name}' is a tag or a commit, which never change.", "Write to a branch, and commit there.");

    public static Problem Protected(string branch) => new("datasets/protected-branch", 403, $"The branch '{branch}' is protected: nothing is written to it directly.", "Write to another branch, commit there, and merge.");

    public static Problem RoleNeeded(string branch, Role role) => new(
        "datasets/role-needed", 403, $"The branch '{branch}' is protected: bringing something into it takes the role {RoleNames.NameOf(role)}.", "Ask somebody who has it to merge.");

    public static Problem MovedMeanwhile(string branch) => new("datasets/moved-meanwhile", 409, $"Somebody else has changed the branch '{branch}' while this commit was checked.", "Do it again.");

    public static Problem ChecksFailed(string dataset, string branch, string commit, CheckReport report) => new(
        "datasets/checks-failed",
        422,
        $"The commit {commit[..12]} fails {report.Checks.Count(IsFailing)} of its {report.Checks.Count} checks, so the branch '{branch}' stays where it is.",
        $"`athanor data check {dataset}@{commit[..12]}` shows all that was found.")
    {
        Particulars = new Dictionary<string, IReadOnlyList<string>>
        {
            ["findings"] = [.. report.Checks.Where(IsFailing).SelectMany(check => check.Findings.Take(FindingsTold).Select(finding => $"{check.Name}: {string.Join(", ", finding.Files)}{(finding.Row is { } row ? $" row {row}" : "")}: {finding.Detail}"))],
        },
    };

    public static Problem NoChecks(string commit) => new("datasets/no-checks", 404, $"The commit {commit[..12]} was never checked, or declares no checks.", "It declares them in `athanor.data.yaml` at its root; POST here runs them.");

    public static Problem RefTaken(string name) => new("datasets/ref-taken", 409, $"There is a branch or a tag '{name}' already.", "Choose another name, or remove that one first.");

    public static Problem NothingToCommit(string branch) => new("datasets/nothing-to-commit", 409, $"Nothing has changed on '{branch}' since its last commit.", "`athanor data status` shows what a commit would take in.");

    public static Problem NothingToMerge(string source, string target) => new("datasets/nothing-to-merge", 409, $"'{target}' has all that '{source}' has.", "There is nothing to do.");

    public static Problem Uncommitted(string branch) => new("datasets/uncommitted-changes", 409, $"The branch '{branch}' has changes that are not committed.", "Commit them, or drop them with `athanor data reset`.");

    public static Problem NothingCommitted(string name) => new("datasets/nothing-committed", 409, $"There is no commit on '{name}' yet.", "Commit something first.");

    public static Problem NoSuchParent(string commit, int parent) => new("datasets/no-such-parent", 400, $"The commit {commit[..12]} has no parent number {parent}.", "Reverting a merge takes the number of the parent to go back to, 1 or 2.");

    public static Problem DefaultBranch(string branch) => new("datasets/default-branch", 409, $"'{branch}' is the dataset's default branch.", "It stays as long as the dataset does.");

    public static Problem MergeConflict(string source, string target, IReadOnlyList<string> paths) => new(
        "datasets/merge-conflict",
        409,
        $"'{source}' and '{target}' have both changed {(paths.Count == 1 ? paths[0] : $"{paths.Count:N0} files or more, {paths[0]} among them")}.",
        "Change one side so that they agree, or say whose version to take: `--ours` or `--theirs`.")
    {
        Particulars = new Dictionary<string, IReadOnlyList<string>> { ["conflicts"] = paths },
    };

    public static Problem BadMessage => new("datasets/bad-message", 400, "A commit takes a message of 1 to 4,096 letters.", "Say in a line what changed and why.");

    public static Problem BadMetadata => new("datasets/bad-metadata", 400, "Metadata are at most 64 names of up to 128 letters, each with a text of up to 4,096.", "Put what is longer into a file of the dataset.");

    public static Problem BadLabel(string label) => new("datasets/bad-label", 400, $"'{label}' is no label.", "A label is up to 63 lower-case letters, digits and hyphens, such as `eu-only`; a dataset has at most 32.");

    private static bool IsFailing(CheckOutcome check) => check is { Passed: false, Severity: CheckSeverity.Error };

    public static Problem BadShardSet => new(
        "datasets/bad-shard-set", 400, "A shard set has a digest of 64 hexadecimal digits, and at least one shard, one sample and one byte.", "`athanor data pack` tells all four.");
}

using Athanor.Conformance.Engines;
using Athanor.Datasets.Names;
using Athanor.Datasets.Trees;
using Athanor.Foundation.Problems;

namespace Athanor.Datasets;

/// <summary>Any sequence of operations leaves what it leaves in versioned trees that are whole dictionaries.</summary>
public sealed class DatasetModelTests(PostgresFixture server)
{
    private static readonly string[] BranchNames = ["main", "work", "fix.1", "a-b"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, InlineData("SQLite", 1), InlineData("SQLite", 2), InlineData("SQLite", 3), InlineData("PostgreSQL", 4)]
    public async Task Any_sequence_of_operations_agrees_with_the_naive_model(string engine, int seed)
    {
        await using var home = await DatasetHome.CreateAsync(engine, server);
        home.SmallestGain = 1;
        var run = new Run(home, new Random(seed));

        for (var step = 0; step < 150; step++) await run.StepAsync();
        await run.CompareAllAsync();
    }

    private sealed class Run(DatasetHome home, Random random)
    {
        private readonly NaiveDataset _model = new();
        private readonly List<string> _done = [];

        public async Task StepAsync()
        {
            var branch = _model.Branches.Keys.ElementAt(random.Next(_model.Branches.Count));
            await (random.Next(14) switch
            {
                0 or 1 or 2 or 3 => PutAsync(branch),
                4 => DeleteAsync(branch),
                5 => ImportAsync(branch),
                6 or 7 => CommitAsync(branch),
                8 => BranchAsync(branch),
                9 or 10 => MergeAsync(branch),
                11 => RevertAsync(branch),
                12 => ResetOrMoveAsync(branch),
                _ => random.Next(3) switch { 0 => TagAsync(branch), 1 => RemoveBranchAsync(branch), _ => CollectAsync() },
            });
            if (_model.Branches.TryGetValue(branch, out var now)) await CompareAsync(branch, now.Files);
        }

        public async Task CompareAllAsync()
        {
            foreach (var (name, branch) in _model.Branches) await CompareAsync(name, branch.Files);
            foreach (var (name, commit) in _model.Tags) await CompareAsync(name, _model.Commits[commit].Files);
            foreach (var head in _model.Branches.Values.Select(branch => branch.Head).OfType<string>())
                foreach (var ancestor in _model.Ancestors(head)) await CompareAsync(ancestor[..20], _model.Commits[ancestor].Files);
        }

        private async Task CompareAsync(string reference, Dictionary<string, string> expected)
        {
            var actual = await home.ReadAllAsync(reference);
            Assert.True(NaiveDataset.Same(expected, actual), $"{reference} differs after:\n{string.Join('\n', _done)}");
        }

        private async Task PutAsync(string branch)
        {
            var (path, content) = (NextPath(), NextContent());
            _done.Add($"put {branch}/{path} {content}");
            await home.PutAsync($"{branch}/{path}", content);
            _model.Branches[branch].Files[path] = content;
        }

        private async Task DeleteAsync(string branch)
        {
            var path = NextPath();
            _done.Add($"delete {branch}/{path}");
            await home.DeleteAsync($"{branch}/{path}");
            _model.Branches[branch].Files.Remove(path);
        }

        private async Task ImportAsync(string branch)
        {
            var files = Enumerable.Range(0, random.Next(1, 150)).Select(_ => NextPath()).Distinct().ToDictionary(path => path, _ => NextContent());
            _done.Add($"import {files.Count} into {branch}");
            await home.ImportAsync(branch, files);
            foreach (var (path, content) in files) _model.Branches[branch].Files[path] = content;
        }

        private async Task CommitAsync(string branch)
        {
            _done.Add($"commit {branch}");
            if (!_model.HasChanges(branch))
            {
                await AssertRefusedAsync("datasets/nothing-to-commit", () => home.CommitAsync(branch));
                return;
            }
            var commit = await home.CommitAsync(branch);
            _model.Commit(branch, commit.Id, new(_model.Branches[branch].Files), _model.Branches[branch].Head);
        }

        private async Task BranchAsync(string from)
        {
            var name = BranchNames.FirstOrDefault(name => !_model.Branches.ContainsKey(name));
            if (name is null) return;
            _done.Add($"branch {name} from {from}");
            await home.Refs.CreateBranchAsync("person/ada", home.Dataset, RefName.Parse(name), from, Cancellation);
            _model.Branches[name] = new(_model.Branches[from].Head, new(_model.Branches[from].Files));
        }

        private async Task MergeAsync(string branch)
        {
            var source = _model.Branches.Keys.ElementAt(random.Next(_model.Branches.Count));
            var prefer = random.Next(3) switch { 0 => null, 1 => "ours", _ => "theirs" };
            if (_model.Branches[source].Head is not { } theirs) return;
            _done.Add($"merge {source} into {branch} preferring {prefer}");

            var ours = _model.Branches[branch].Head;
            var origin = ours is null ? null : _model.CommonAncestor(ours, theirs);
            var merged = NaiveDataset.Merge(origin is null ? [] : _model.Commits[origin].Files, _model.HeadOf(branch), _model.Commits[theirs].Files, prefer);
            var expected = _model.HasChanges(branch) ? "datasets/uncommitted-changes" : origin == theirs ? "datasets/nothing-to-merge" : merged is null ? "datasets/merge-conflict" : null;
            var act = () => home.History.MergeAsync(
                DatasetHome.Ada, home.Dataset, source, RefName.Parse(branch), prefer switch { "ours" => Preference.Ours, "theirs" => Preference.Theirs, _ => Preference.None }, null, Cancellation);
            if (expected is not null) await AssertRefusedAsync(expected, act);
            else _model.Commit(branch, (await act()).Id, merged!, ours, theirs);
        }

        private async Task RevertAsync(string branch)
        {
            if (_model.Branches[branch].Head is not { } head) return;
            var reverted = _model.Ancestors(head).Order(StringComparer.Ordinal).ElementAt(random.Next(_model.Ancestors(head).Count));
            _done.Add($"revert {reverted[..8]} on {branch}");
            var before = _model.Commits[reverted].Parents is [var parent, ..] ? _model.Commits[parent].Files : [];
            var files = NaiveDataset.Merge(_model.Commits[reverted].Files, _model.HeadOf(branch), before, null);
            var expected = _model.HasChanges(branch) ? "datasets/uncommitted-changes"
                : files is null ? "datasets/merge-conflict"
                : NaiveDataset.Same(files, _model.HeadOf(branch)) ? "datasets/nothing-to-commit" : null;
            var act = () => home.History.RevertAsync(DatasetHome.Ada, home.Dataset, RefName.Parse(branch), reverted, null, null, Cancellation);
            if (expected is not null) await AssertRefusedAsync(expected, act);
            else _model.Commit(branch, (await act()).Id, files!, head);
        }

        private async Task ResetOrMoveAsync(string branch)
        {
            if (random.Next(2) == 0 && _model.Branches[branch].Head is { } head)
            {
                var target = _model.Ancestors(head).Order(StringComparer.Ordinal).First();
                _done.Add($"move {branch} to {target[..8]}");
                await home.History.MoveAsync(DatasetHome.Ada, home.Dataset, RefName.Parse(branch), target, Cancellation);
                _model.Branches[branch] = new(target, new(_model.Commits[target].Files));
                return;
            }
            var prefix = random.Next(2) == 0 ? "" : "f1";
            _done.Add($"reset {branch} under '{prefix}'");
            await home.History.ResetAsync(DatasetHome.Ada, home.Dataset, RefName.Parse(branch), prefix, Cancellation);
            var (files, committed) = (_model.Branches[branch].Files, _model.HeadOf(branch));
            foreach (var path in files.Keys.Union(committed.Keys).Where(path => path.StartsWith(prefix, StringComparison.Ordinal)).ToList())
            {
                if (committed.TryGetValue(path, out var content)) files[path] = content;
                else files.Remove(path);
            }
        }

        private async Task TagAsync(string branch)
        {
            var name = $"v{_model.Tags.Count}";
            if (_model.Branches[branch].Head is not { } head) return;
            _done.Add($"tag {name} at {branch}");
            await home.Refs.CreateTagAsync("person/ada", home.Dataset, RefName.Parse(name), branch, Cancellation);
            _model.Tags[name] = head;
        }

        private async Task RemoveBranchAsync(string branch)
        {
            if (branch == "main") return;
            _done.Add($"remove {branch}");
            await home.Refs.RemoveBranchAsync("person/ada", home.Dataset, branch, Cancellation);
            _model.Branches.Remove(branch);
        }

        private async Task CollectAsync()
        {
            _done.Add("collect");
            home.Clock.Advance(TimeSpan.FromDays(30));
            var preview = await home.Collector.PreviewAsync(home.Dataset, Cancellation);
            Assert.Equal(preview, await home.Collector.CollectAsync("person/ada", home.Dataset, Cancellation));
            await CompareAllAsync();
        }

        private string NextPath() => $"f{random.Next(60)}/{(char)('a' + random.Next(20))}";

        private string NextContent() => $"content {random.Next(5)}";

        private async Task AssertRefusedAsync(string code, Func<Task> act)
        {
            var refused = await Assert.ThrowsAsync<ProblemException>(act);
            Assert.True(refused.Problem.Code == code, $"{refused.Problem.Code} instead of {code} after:\n{string.Join('\n', _done)}");
        }
    }
}

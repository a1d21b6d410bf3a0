using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Athanor.Datasets.Trees;

public sealed class TreeTests
{
    private static readonly SplitRule Rule = new(new(0x0706050403020100, 0x0f0e0d0c0b0a0908));

    [Fact]
    public void The_keyed_hash_is_that_of_its_authors()
    {
        // The first and the last of the vectors that Aumasson and Bernstein published with SipHash-2-4.
        byte[] input = [.. Enumerable.Range(0, 63).Select(number => (byte)number)];

        Assert.Equal(0x726fdb47dd0e0e31u, Rule.Hash.Of([]));
        Assert.Equal(0x958a324ceb064572u, Rule.Hash.Of(input));
    }

    [Fact]
    public void A_node_comes_back_from_its_bytes()
    {
        var leaf = new TreeNode(0, [EntryOf("a/ä", 1), EntryOf("a/ö", 2) with { ETag = "abc-1", Description = "{}" }, EntryOf("\U0001F33F", 3) with { Offset = long.MaxValue }], []);
        var inner = new TreeNode(3, [], [new("a", Digest.Of([1]), 5, 70), new("b/c", Digest.Of([2]), 1, long.MaxValue)]);

        Assert.Equal(leaf.Entries, NodeCodec.Decode(NodeCodec.Encode(leaf)).Entries);
        Assert.Equal(inner.Children, NodeCodec.Decode(NodeCodec.Encode(inner)).Children);
    }

    [Fact]
    public void A_node_that_ends_early_is_damaged_and_nothing_else()
    {
        var bytes = NodeCodec.Encode(new(0, [EntryOf("a", 1), EntryOf("b", 2)], []));

        for (var length = 1; length < bytes.Length; length++) Assert.Throws<InvalidDataException>(() => NodeCodec.Decode(bytes.AsSpan(0, length)));
    }

    [Fact]
    public void Whatever_order_changes_come_in_the_tree_is_that_of_its_entries()
    {
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(200), Prop.ForAll(Rounds(), rounds =>
        {
            var (nodes, model, root) = (new NodesInMemory(), new SortedDictionary<string, TreeEntry>(PathOrder.Comparer), (Digest?)null);
            foreach (var round in rounds)
            {
                var before = root;
                var modelBefore = model.ToDictionary();
                foreach (var (path, entry) in round)
                {
                    if (entry is null) model.Remove(path);
                    else model[path] = entry;
                }
                root = TreeEditor.Apply(nodes, Rule, root, [.. round.Select(change => new TreeChange(change.Key, change.Value))]);

                Assert.Equal(TreeEditor.Apply(nodes, Rule, null, [.. model.Values.Select(TreeChange.Put)]), root);
                Assert.Equal(model.Values, TreeReader.From(nodes, root, ""));
                Assert.Equal((model.Count, model.Values.Sum(entry => entry.Size)), TreeReader.Measure(nodes, root));
                Assert.Equal(DifferencesOf(modelBefore, model), TreeDiff.Between(nodes, before, root));
                AssertLooksUp(nodes, root, model, round.Keys);
            }
        }));
    }

    [Fact]
    public void A_diff_goes_on_behind_any_path()
    {
        var nodes = new NodesInMemory();
        var old = Build(nodes, Enumerable.Range(0, 3000).Where(number => number % 7 != 0));
        var now = Build(nodes, Enumerable.Range(0, 3000).Where(number => number % 5 != 0));
        var all = TreeDiff.Between(nodes, old, now).ToList();

        foreach (var behind in new[] { "", "f0000", "f0700", "f1234", "f2999", "g" })
            Assert.Equal(all.Where(one => PathOrder.Compare(one.Path, behind) > 0), TreeDiff.Between(nodes, old, now, behind));
    }

    [Fact]
    public void A_change_costs_what_it_changes_and_not_what_is_there()
    {
        var nodes = new NodesInMemory();
        var root = Build(nodes, Enumerable.Range(0, 200_000));
        (nodes.Loads, nodes.Saves) = (0, 0);

        var changed = TreeEditor.Apply(nodes, Rule, root, [TreeChange.Put(EntryOf("f100000", 9))]);
        Assert.InRange(nodes.Saves, 3, 4);
        Assert.InRange(nodes.Loads, 3, 4);

        nodes.Loads = 0;
        Assert.Equal("f100000", Assert.Single(TreeDiff.Between(nodes, root, changed)).Path);
        Assert.InRange(nodes.Loads, 6, 8);
    }

    [Fact]
    public void A_merge_takes_what_one_side_changed_and_names_what_both_did()
    {
        var nodes = new NodesInMemory();
        var origin = Tree(nodes, ("kept", 1), ("mine", 1), ("theirs", 1), ("both", 1), ("same", 1), ("gone", 1));
        var ours = Tree(nodes, ("kept", 1), ("mine", 2), ("theirs", 1), ("both", 2), ("same", 2), ("gone", 2));
        var theirs = Tree(nodes, ("kept", 1), ("mine", 1), ("theirs", 2), ("both", 3), ("same", 2), ("new", 1));

        Assert.Equal(["both", "gone"], TreeMerge.Decide(nodes, origin, ours, theirs, Preference.None, 10).Conflicts);
        Assert.Equal(["new", "theirs"], TreeMerge.Decide(nodes, origin, ours, theirs, Preference.Ours, 10).Changes.Select(change => change.Path));
        Assert.Equal(["both", "gone", "new", "theirs"], TreeMerge.Decide(nodes, origin, ours, theirs, Preference.Theirs, 10).Changes.Select(change => change.Path));
    }

    private static void AssertLooksUp(NodesInMemory nodes, Digest? root, SortedDictionary<string, TreeEntry> model, IEnumerable<string> paths)
    {
        foreach (var path in paths)
        {
            Assert.Equal(model.GetValueOrDefault(path), TreeReader.Find(nodes, root, path));
            Assert.Equal(model.Values.Where(entry => PathOrder.Compare(entry.Path, path) >= 0).Take(3), TreeReader.From(nodes, root, path).Take(3));
        }
    }

    private static IEnumerable<TreeDifference> DifferencesOf(Dictionary<string, TreeEntry> before, SortedDictionary<string, TreeEntry> after) =>
        from path in before.Keys.Union(after.Keys).Order(PathOrder.Comparer)
        let pair = (Before: before.GetValueOrDefault(path), After: after.GetValueOrDefault(path))
        where !TreeEntry.MeanSame(pair.Before, pair.After)
        select new TreeDifference(path, pair.Before, pair.After);

    /// <summary>Rounds of changes to few enough paths that they meet, over enough of them that trees have several levels.</summary>
    private static Arbitrary<SortedDictionary<string, TreeEntry?>[]> Rounds()
    {
        var path = Gen.OneOf(
            Gen.Choose(0, 2000).Select(number => $"f{number:0000}"),
            Gen.Choose(0, 300).Select(number => $"{char.ConvertFromUtf32(0xFFE0 + (number % 30))}/{number}"),
            Gen.Choose(0, 300).Select(number => $"{char.ConvertFromUtf32(0x1F300 + (number % 30))}/{number}"));
        var change = from name in path from content in Gen.Choose(-1, 3) select (Path: name, Entry: content < 0 ? null : EntryOf(name, content));
        var round = from size in Gen.Elements(1, 3, 50, 800)
                    from changes in change.ArrayOf(size)
                    select new SortedDictionary<string, TreeEntry?>(changes.DistinctBy(one => one.Path).ToDictionary(one => one.Path, TreeEntry? (one) => one.Entry), PathOrder.Comparer);
        return Gen.Choose(1, 5).SelectMany(count => round.ArrayOf(count)).ToArbitrary();
    }

    private static Digest? Build(NodesInMemory nodes, IEnumerable<int> numbers) => TreeEditor.Apply(nodes, Rule, null, [.. numbers.Select(number => TreeChange.Put(EntryOf($"f{number:0000}", 1))).OrderBy(change => change.Path, PathOrder.Comparer)]);

    private static Digest? Tree(NodesInMemory nodes, params (string Path, int Content)[] entries) =>
        TreeEditor.Apply(nodes, Rule, null, [.. entries.OrderBy(entry => entry.Path, PathOrder.Comparer).Select(entry => TreeChange.Put(EntryOf(entry.Path, entry.Content)))]);

    private static TreeEntry EntryOf(string path, int content) =>
        new(path, content, Digest.Of(Encoding.UTF8.GetBytes($"{content}")), DateTimeOffset.UnixEpoch.AddSeconds(content), $"c_{content % 3}", content * 100L);
}

using Athanor.Conformance.Engines;
using Athanor.Foundation.Databases;
using Athanor.Objects.Model;
using Athanor.Objects.Names;

namespace Athanor.Objects.Versions;

public sealed class ListingTests(PostgresFixture server)
{
    private static readonly string[] Letters = ["a", "b", "/", "é", "\uFFFF", "\U0001F33F", "0", "."];

    public static TheoryData<string> Engines => ObjectRows.Engines;

    [Theory, MemberData(nameof(Engines))]
    public async Task Keys_behind_a_delimiter_are_gathered_and_the_others_listed_in_the_order_of_their_bytes(string engine)
    {
        await using var rows = await ObjectRows.CreateAsync(engine, server);
        await PutAsync(rows, "a.txt", "oak/1", "oak/2", "oak/deep/3", "pine/1", "z");

        var top = await rows.ReadAsync(session => List(session, rows.Bucket.Id, "", "/", "", 1000));
        var oak = await rows.ReadAsync(session => List(session, rows.Bucket.Id, "oak/", "/", "", 1000));

        Assert.Equal("a.txt z | oak/ pine/ | ", Show(top));
        Assert.Equal("oak/1 oak/2 | oak/deep/ | ", Show(oak));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_page_that_ends_in_a_common_prefix_goes_on_behind_all_it_gathers(string engine)
    {
        await using var rows = await ObjectRows.CreateAsync(engine, server);
        await PutAsync(rows, "a/1", "a/2", "a/3", "b/1", "c");

        var first = await rows.ReadAsync(session => List(session, rows.Bucket.Id, "", "/", "", 1));
        var second = await rows.ReadAsync(session => List(session, rows.Bucket.Id, "", "/", first.Next!, 10));

        Assert.Equal(" | a/ | a/", Show(first));
        Assert.Equal("c | b/ | ", Show(second));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task An_object_that_is_hidden_by_a_marker_is_not_listed(string engine)
    {
        await using var rows = await ObjectRows.CreateAsync(engine, server);
        await rows.SetVersioningAsync(Versioning.Enabled);
        await PutAsync(rows, "kept", "hidden");
        await rows.PutAsync(rows.NewObject("hidden", "v9") with { IsMarker = true, Blobs = [], Size = 0 });

        var page = await rows.ReadAsync(session => List(session, rows.Bucket.Id, "", "", "", 1000));

        Assert.Equal(["kept"], KeysOf(page));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Every_page_size_prefix_and_delimiter_lists_what_a_plain_sort_of_all_keys_does(string engine)
    {
        await using var rows = await ObjectRows.CreateAsync(engine, server);
        var chance = new Random(1337);
        var keys = Enumerable.Range(0, 300).Select(_ => RandomKey(chance, 6)).Where(key => key.Length > 0).Distinct().ToArray();
        await PutAsync(rows, keys);

        for (var round = 0; round < 60; round++)
        {
            var (prefix, delimiter, after) = (RandomKey(chance, 2), chance.Next(3) > 0 ? "/" : chance.Next(2) > 0 ? "" : "é", chance.Next(2) > 0 ? "" : RandomKey(chance, 3));
            var size = chance.Next(1, 40);

            var listed = await rows.ReadAsync(session => AllPages(start => List(session, rows.Bucket.Id, prefix, delimiter, start, size), after, size));

            Assert.Equal(Expected(keys, prefix, delimiter, after), listed);
        }
    }

    private static List<string> AllPages(Func<string, ListPage> list, string after, int size)
    {
        var all = new List<string>();
        for (string? next = after; next is not null;)
        {
            var page = list(next);
            Assert.True(page.Objects.Count + page.CommonPrefixes.Count <= size);
            all.AddRange(KeysOf(page).Concat(page.CommonPrefixes).Order(Comparer<string>.Create(ObjectKey.Compare)));
            next = page.Next;
        }
        return all;
    }

    private static List<string> Expected(string[] keys, string prefix, string delimiter, string after)
    {
        var shown = new List<string>();
        foreach (var key in keys.Where(key => key.StartsWith(prefix, StringComparison.Ordinal)).Order(Comparer<string>.Create(ObjectKey.Compare)))
        {
            var at = delimiter.Length == 0 ? -1 : key.IndexOf(delimiter, prefix.Length, StringComparison.Ordinal);
            var entry = at < 0 ? key : key[..(at + delimiter.Length)];
            // What was gathered under the marker itself was shown with it.
            if (ObjectKey.Compare(key, after) <= 0 || (at >= 0 && entry == after)) continue;
            if (shown.Count == 0 || shown[^1] != entry) shown.Add(entry);
        }
        return shown;
    }

    private static string RandomKey(Random chance, int longest) => string.Concat(Enumerable.Range(0, chance.Next(longest + 1)).Select(_ => Letters[chance.Next(Letters.Length)]));

    private static Task PutAsync(ObjectRows rows, params string[] keys) => rows.PutAsync([.. keys.Select((key, number) => rows.NewObject(key, $"v{number}"))]);

    private static string Show(ListPage page) => $"{string.Join(' ', KeysOf(page))} | {string.Join(' ', page.CommonPrefixes)} | {page.Next}";

    private static List<string> KeysOf(ListPage page) => [.. page.Objects.Select(stored => stored.Key)];

    private static ListPage List(ReadSession session, long bucket, string prefix, string delimiter, string after, int limit) =>
        Listing.Of((from, isIncluded, end, count) => ObjectsDatabase.ListObjects(session, bucket, from, isIncluded, end, count), prefix, delimiter, after, limit);
}

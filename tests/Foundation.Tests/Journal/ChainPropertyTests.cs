using Athanor.Foundation.Identifiers;
using FsCheck;
using FsCheck.Fluent;

namespace Athanor.Foundation.Journal;

public sealed class ChainPropertyTests
{
    private static readonly string[] Words = ["", "a", "ä", "漢", "🌱", "\"", "'", "\\", "{}", "[]", "%", " "];

    private static readonly string[] Columns = ["at", "actor", "project", "verb", "subject", "parents", "details", "hash"];

    private static readonly Gen<string> Text = Gen.Elements(Words).ListOf().Select(words => string.Concat(words.Take(6)));

    private static readonly Gen<Fact> Facts =
        from actor in Text
        from verb in Text
        from name in Text
        from project in Text
        from parents in Gen.Elements("x", "y", "z").ListOf()
        from note in Text
        select new Fact(actor, verb, new Subject("thing", $"n{name}"))
        {
            Project = project,
            Parents = [.. parents.Take(3).Select(parent => new Subject("thing", parent))],
            Details = new() { ["note"] = note },
        };

    private static readonly Gen<History> Histories =
        from facts in Facts.NonEmptyListOf()
        from row in Gen.Choose(1, facts.Count)
        from column in Gen.Elements(Columns)
        from isRemoved in Gen.Frequency((1, Gen.Constant(true)), (4, Gen.Constant(false)))
        select new History([.. facts], row, isRemoved ? null : column);

    [Fact]
    public void Whatever_was_recorded_the_chain_is_whole_and_any_single_change_to_a_row_is_found_and_named() =>
        Prop.ForAll(Histories.ToArbitrary(), history => HoldsAsync(history).GetAwaiter().GetResult()).Check(Config.QuickThrowOnFailure.WithMaxTest(60).WithEndSize(25));

    private static async Task<bool> HoldsAsync(History history)
    {
        await using var journal = new TamperedJournal();
        await journal.RecordAsync(history.Facts);
        var before = await journal.VerifyAsync();

        journal.Tamper(history.Column switch
        {
            null => $"DELETE FROM journal WHERE sequence = {history.Row}",
            "at" => $"UPDATE journal SET at = at - 1 WHERE sequence = {history.Row}",
            "hash" => $"UPDATE journal SET hash = randomblob(32) WHERE sequence = {history.Row}",
            var column => $"UPDATE journal SET {column} = {column} || ' ' WHERE sequence = {history.Row}",
        });

        var after = await journal.VerifyAsync();
        return before.IsWhole && before.Facts == history.Facts.Count && !after.IsWhole && after.Row == history.Row;
    }

    private sealed record History(IReadOnlyList<Fact> Facts, int Row, string? Column);
}

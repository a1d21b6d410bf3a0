using Athanor.Datasets.Model;

namespace Athanor.WebConsole.Datasets;

public sealed class HistoryRowTests
{
    [Fact]
    public void A_line_of_commits_keeps_one_lane()
    {
        var rows = HistoryRow.Draw([CommitOf("c", "b"), CommitOf("b", "a"), CommitOf("a")]);

        Assert.All(rows, row => Assert.Equal(0, row.Lane));
        Assert.Equal([(0, 0)], rows[1].Above);
        Assert.Equal([(0, 0)], rows[1].Below);
        Assert.Empty(rows[2].Below);
    }

    [Fact]
    public void A_branch_that_was_merged_has_a_lane_from_the_merge_to_where_it_began()
    {
        var rows = HistoryRow.Draw([CommitOf("merge", "mine", "theirs"), CommitOf("theirs", "origin"), CommitOf("mine", "origin"), CommitOf("origin")]);

        Assert.Equal([0, 1, 0, 0], rows.Select(row => row.Lane));
        Assert.Equal([(0, 0), (0, 1)], rows[0].Below.Order());
        Assert.Equal([(0, 0), (1, 1)], rows[1].Below.Order());
        Assert.Equal([(0, 0), (1, 0)], rows[2].Below.Order().Distinct());
        Assert.Empty(rows[3].Below);
    }

    [Fact]
    public void What_leaves_a_row_comes_to_the_next()
    {
        var rows = HistoryRow.Draw([CommitOf("m2", "m1", "x"), CommitOf("x", "o"), CommitOf("m1", "b", "y"), CommitOf("y", "o"), CommitOf("b", "o"), CommitOf("o")]);

        foreach (var (row, next) in rows.Zip(rows.Skip(1)))
        {
            Assert.Equal(row.Below, next.Above);
            Assert.Contains(row.Below, line => line.To == next.Lane);
            Assert.Contains(row.Below, line => line.From == row.Lane);
        }
    }

    private static Commit CommitOf(string id, params string[] parents) => new(id, parents, "", "", DateTimeOffset.UnixEpoch, new Dictionary<string, string>(), 0, 0);
}

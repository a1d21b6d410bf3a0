namespace Athanor.Datasets.Tests.Checks;

public sealed class BalanceCheckTests
{
    [Fact]
    public async Task A_class_too_small_beside_the_largest_is_named()
    {
        var tree = new TreeInMemory().Add("train/dog/0.txt", "x").Add("test/x.txt", "x");
        for (var i = 0; i < 8; i++) tree.Add($"train/cat/{i}.txt", "x").Add($"train/fox/{i % 4}.txt", "x");

        var outcome = await tree.CheckAsync("kind: balance\nunder: train\nratio: 2");
        Assert.Equal("class 'dog' has 1 files and 'cat' has 8: 8 times as many, where 2 are allowed", Assert.Single(outcome.Findings).Detail);
        Assert.Equal("class 'dog' has 1 files, and 2 are the least", Assert.Single((await tree.CheckAsync("kind: balance\nunder: train\nleast: 2")).Findings).Detail);
    }

    [Fact]
    public async Task Classes_may_be_values_of_a_column()
    {
        var tree = new TreeInMemory()
            .Add("labels.csv", "file,label\na,cat\nb,\"dog\"\nc,cat\nd,cat\n")
            .Add("more.jsonl", "{\"label\":\"dog\"}\n{\"label\":\"cat\"}\n");
        Assert.True((await tree.CheckAsync("kind: balance\ncolumn: label\nratio: 2")).Passed);
        Assert.Equal("class 'dog' has 2 rows and 'cat' has 4: 2 times as many, where 1.5 are allowed", Assert.Single((await tree.CheckAsync("kind: balance\ncolumn: label\nratio: 1.5")).Findings).Detail);
    }

    [Theory]
    [InlineData("a.csv", "x,y\n1,2\n", "it has no column 'label'")]
    [InlineData("a.csv", "x,label\n1\n", "row 2 has no column 'label'")]
    [InlineData("a.jsonl", "{\"label\":1}\n{\"x\":1}\n", "line 2 has no 'label'")]
    [InlineData("a.png", "x", "it is neither a CSV file nor JSON lines, so it has no columns")]
    public async Task A_file_without_the_column_is_named(string path, string content, string finding)
    {
        var outcome = await new TreeInMemory().Add(path, content).CheckAsync("kind: balance\ncolumn: label\nleast: 1");
        Assert.Equal((finding, path), (outcome.Findings[0].Detail, outcome.Findings[0].Files[0]));
    }

    [Fact]
    public async Task Classes_without_bound_are_refused()
    {
        var tree = new TreeInMemory().Add("a.csv", "id\n" + string.Concat(Enumerable.Range(0, 50).Select(id => $"{id}\n")));
        var outcome = await tree.CheckAsync("kind: balance\ncolumn: id\nleast: 1", limits: new() { Classes = 10 });
        Assert.False(outcome.Passed);
        Assert.Contains("more than 10 classes", outcome.Findings[0].Detail, StringComparison.Ordinal);
    }
}

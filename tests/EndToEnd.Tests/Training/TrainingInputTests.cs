namespace Athanor.EndToEnd.Training;

/// <summary>What people ask for that cannot be trained.</summary>
public sealed class TrainingInputTests : IAsyncLifetime
{
    private TrainingHome _home = null!;

    public async ValueTask InitializeAsync() => _home = await TrainingHome.StartAsync();

    public ValueTask DisposeAsync() => _home.DisposeAsync();

    [Theory]
    [InlineData("epoch=3", "`epoch`")]
    [InlineData("epochs=many", "epochs")]
    [InlineData("learning-rate=-1", "learning-rate")]
    [InlineData("widths=[3]", "widths")]
    [InlineData("epochs", "'epochs'")]
    public async Task A_setting_that_is_wrong_is_named_before_a_job_is_made(string setting, string name)
    {
        var said = await _home.FailAsync("train", "image-classifier", "--data", "leaves", "--set", setting);

        Assert.Contains(name, said, StringComparison.Ordinal);
        Assert.Empty(await _home.Server.Client.ListAsync("/api/v1/jobs"));
    }

    [Fact]
    public async Task A_recipe_that_nobody_knows_is_refused_with_those_that_there_are()
    {
        var said = await _home.FailAsync("train", "image-classifer", "--data", "leaves");

        Assert.Contains("image-classifier", said, StringComparison.Ordinal);
        Assert.Empty(await _home.Server.Client.ListAsync("/api/v1/jobs"));
    }

    [Fact]
    public async Task Data_that_nothing_can_be_learned_from_is_said_by_the_job_that_looked_at_it()
    {
        await _home.ImportAsync("notes", ("notes.txt", "no photo"));
        await _home.ImportAsync("rows", ("rows.csv", "a,b\n1,x\n2,x,3\n"));
        await _home.DrawAsync("oaks", 20, "birch", "ginkgo", "maple", "willow");

        Assert.Contains("There are no images", await _home.FailAsync("train", "image-classifier", "--data", "notes", "--retries", "0"), StringComparison.Ordinal);
        Assert.Contains("of the class 'oak'", await _home.FailAsync("train", "image-classifier", "--data", "oaks", "--retries", "0"), StringComparison.Ordinal);
        Assert.Contains("it has 3 fields under 2 columns", await _home.FailAsync("train", "tabular", "--data", "rows", "--retries", "0"), StringComparison.Ordinal);
        Assert.Contains("do not fill a batch of 4", await _home.FailAsync("train", "language-model", "--data", "notes", "--set", "held-out=0", "--retries", "0"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_batch_that_cannot_be_shared_evenly_and_a_column_that_is_not_there_are_named()
    {
        await _home.ImportAsync(Path.Combine(Repository.Root, "samples", "iris"), "iris");

        Assert.Contains("A batch of 15 cannot be shared evenly among 2 workers", await _home.FailAsync("train", "tabular", "--data", "iris", "--workers", "2", "--set", "batch=15", "--retries", "0"), StringComparison.Ordinal);
        Assert.Contains("There is no column 'colour'", await _home.FailAsync("train", "tabular", "--data", "iris", "--set", "target=colour", "--retries", "0"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_that_are_no_images_are_left_out_and_named()
    {
        var folder = await _home.DrawAsync("leaves", 60);
        await File.WriteAllTextAsync(Path.Combine(folder, "oak", "broken.jpg"), "no photo", TestContext.Current.CancellationToken);
        await _home.RunAsync("data", "import", folder, "leaves", "-m", "one is broken");

        var said = await _home.RunAsync("train", "image-classifier", "--data", "leaves", "--set", "size=16", "--set", "epochs=1", "--set", "batch=8");

        Assert.Contains("left out oak/broken.jpg", said, StringComparison.Ordinal);
        Assert.Contains("60 images of 5 classes", said, StringComparison.Ordinal);
    }
}

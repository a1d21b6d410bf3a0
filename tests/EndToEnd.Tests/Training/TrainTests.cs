namespace Athanor.EndToEnd.Training;

/// <summary>The three recipes from a folder of files to a model in the object store.</summary>
public sealed class TrainTests : IAsyncLifetime
{
    private TrainingHome _home = null!;

    public async ValueTask InitializeAsync() => _home = await TrainingHome.StartAsync();

    public ValueTask DisposeAsync() => _home.DisposeAsync();

    [Fact]
    public async Task A_table_becomes_a_model_that_tells_nine_of_ten_flowers_it_has_not_seen()
    {
        await _home.ImportAsync(Path.Combine(Repository.Root, "samples", "iris"), "iris");

        var said = await _home.RunAsync("train", "tabular", "--data", "iris@main", "--set", "target=species");

        Assert.Contains("3 classes of 'species'", said, StringComparison.Ordinal);
        var model = await _home.FetchModelAsync("iris");
        Assert.True(await TrainingHome.MetricOfAsync(model, "accuracy") >= 0.9, said);
        foreach (var file in (string[])["model.safetensors", "config.json", "model.onnx", "encoding.json", "run.json", "steps.jsonl", "hashes.json"]) Assert.True(new FileInfo(Path.Combine(model, file)).Length > 0, file);
        Assert.Equal(["setosa", "versicolor", "virginica"], (await TrainingHome.ReadAsync(model, "config.json")).GetProperty("labels").EnumerateArray().Select(label => label.GetString()));
    }

    [Fact]
    public async Task Two_workers_learn_to_tell_leaves_from_photos_of_all_sizes()
    {
        await _home.DrawAsync("leaves", 300);

        var said = await _home.RunAsync("train", "image-classifier", "--data", "leaves", "--workers", "2", "--set", "size=32", "--set", "epochs=20", "--set", "batch=16");

        Assert.Contains("300 images of 5 classes", said, StringComparison.Ordinal);
        var model = await _home.FetchModelAsync("leaves");
        Assert.True(await TrainingHome.MetricOfAsync(model, "accuracy") >= 0.4, said);
        Assert.Equal(2, (await TrainingHome.ReadAsync(model, "run.json")).GetProperty("ranks").GetArrayLength());
        Assert.True(File.Exists(Path.Combine(model, "model.onnx")));
    }

    [Fact]
    public async Task A_language_model_learns_from_texts_and_writes_one()
    {
        var line = "The oak stands by the water and the willow bends over it. The birch is white, and the maple turns red in autumn. ";
        await _home.ImportAsync("trees", [.. Enumerable.Range(0, 12).Select(number => ($"tree-{number}.txt", string.Concat(Enumerable.Repeat(line, 20 + number))))]);

        var said = await _home.RunAsync("train", "language-model", "--data", "trees", "--set", "vocabulary=300", "--set", "width=32", "--set", "layers=2", "--set", "feed-forward=64", "--set", "context=64", "--set", "epochs=12", "--set", "learning-rate=0.01");

        var model = await _home.FetchModelAsync("trees");
        Assert.True(await TrainingHome.MetricOfAsync(model, "perplexity") < 20, said);
        var words = await File.ReadAllTextAsync(Path.Combine(model, "sample.txt"), TestContext.Current.CancellationToken);
        Assert.True(line.Split([' ', '.', ',']).Count(word => word.Length > 2 && words.Contains(word, StringComparison.Ordinal)) >= 5, words);
        Assert.True(File.Exists(Path.Combine(model, "tokenizer.json")));
    }

    [Fact]
    public async Task A_model_is_where_another_run_begins()
    {
        await _home.ImportAsync(Path.Combine(Repository.Root, "samples", "iris"), "iris");
        await _home.RunAsync("train", "tabular", "--data", "iris", "--set", "target=species", "--to", "s3://training/first");

        await _home.RunAsync("train", "tabular", "--data", "iris", "--set", "target=species", "--set", "epochs=1", "--set", "learning-rate=0.0001", "--from", "s3://training/first/model", "--to", "s3://training/second");

        var target = Path.Combine(_home.Server.Folder, "second");
        await _home.RunAsync("objects", "sync", "s3://training/second/model", target);
        Assert.True(await TrainingHome.MetricOfAsync(target, "accuracy") >= 0.9);
    }

    [Fact]
    public async Task A_registered_model_is_where_another_run_begins_at_the_version_that_its_alias_meant()
    {
        await _home.ImportAsync(Path.Combine(Repository.Root, "samples", "iris"), "iris");
        await _home.RunAsync("train", "tabular", "--data", "iris", "--set", "target=species", "--to", "s3://training/first");
        await _home.Server.Client.CreateAsync("/api/2.0/mlflow/registered-models/create", new { name = "flowers" });
        await _home.Server.Client.CreateAsync("/api/2.0/mlflow/model-versions/create", new { name = "flowers", source = "s3://training/first/model" });
        await _home.RunAsync("models", "promote", "flowers/1", "--alias", "champion", "--reason", "the first");

        await _home.RunAsync("train", "tabular", "--data", "iris", "--set", "target=species", "--set", "epochs=1", "--set", "learning-rate=0.0001", "--from", "models:/flowers@champion", "--to", "s3://training/second");

        var target = Path.Combine(_home.Server.Folder, "second");
        await _home.RunAsync("objects", "sync", "s3://training/second/model", target);
        Assert.True(await TrainingHome.MetricOfAsync(target, "accuracy") >= 0.9);
        Assert.Contains("model-version/default/flowers/1", await _home.RunAsync("lineage", "job/2", "--up"), StringComparison.Ordinal);
        Assert.Contains("alias nobody not found", await _home.FailAsync("train", "tabular", "--data", "iris", "--set", "target=species", "--from", "models:/flowers@nobody"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_is_repeated_to_the_bit()
    {
        await _home.ImportAsync(Path.Combine(Repository.Root, "samples", "iris"), "iris");
        await _home.RunAsync("train", "tabular", "--data", "iris", "--workers", "2", "--set", "target=species", "--set", "epochs=20", "--set", "compare-every=10");

        var said = await _home.RunAsync("replay", "1", "--steps", "30");

        Assert.Contains("step 30: equal to the bit", said, StringComparison.Ordinal);
        Assert.Contains("All 3 that were compared are equal to the bit.", said, StringComparison.Ordinal);
    }
}

using System.Text.Json;
using Athanor.EndToEnd.Jobs;

namespace Athanor.EndToEnd.Training;

/// <summary>A server with datasets that models are trained on, through the command line as people do it.</summary>
internal sealed class TrainingHome : IAsyncDisposable
{
    private readonly JobServer _jobs = new();

    public AthanorServer Server => _jobs.Server;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<TrainingHome> StartAsync()
    {
        var home = new TrainingHome();
        await home.Server.StartAsync();
        return home;
    }

    public ValueTask DisposeAsync() => _jobs.DisposeAsync();

    /// <summary>A call that must work; answers what it says.</summary>
    public async Task<string> RunAsync(params string[] arguments)
    {
        var run = await TryAsync(arguments);
        Assert.True(run.ExitCode == 0, $"{string.Join(' ', arguments)}: {run.Output}\n{run.Errors}");
        return run.Output;
    }

    /// <summary>What is wrong with a call, without the breaks of its lines.</summary>
    public async Task<string> FailAsync(params string[] arguments)
    {
        var run = await TryAsync(arguments);
        Assert.True(run.ExitCode != 0, $"{string.Join(' ', arguments)}: {run.Output}\n{run.Errors}");
        return $"{run.Output}\n{run.Errors}";
    }

    // The variable, for `--data` is the dataset where something is trained.
    private Task<AthanorCommand> TryAsync(string[] arguments) => AthanorCommand.RunAsync(Server.Folder, arguments, new Dictionary<string, string> { ["ATHANOR_DATA"] = Server.Folder });

    public async Task ImportAsync(string folder, string dataset)
    {
        await RunAsync("data", "create", dataset);
        await RunAsync("data", "import", folder, dataset, "-m", "first");
    }

    /// <summary>A dataset of these texts by their paths.</summary>
    public async Task ImportAsync(string dataset, params (string Path, string Text)[] files)
    {
        var folder = Path.Combine(Server.Folder, $"files-of-{dataset}");
        foreach (var (path, text) in files)
        {
            var file = Path.Combine(folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await File.WriteAllTextAsync(file, text, Cancellation);
        }
        await ImportAsync(folder, dataset);
    }

    /// <summary>A dataset of photos of leaves, without those of some species.</summary>
    public async Task<string> DrawAsync(string dataset, int photos, params string[] without)
    {
        var folder = Path.Combine(Server.Folder, $"photos-of-{dataset}");
        await RunAsync("data", "draw", folder, "--photos", $"{photos}");
        foreach (var species in without) Directory.Delete(Path.Combine(folder, species), recursive: true);
        await ImportAsync(folder, dataset);
        return folder;
    }

    /// <summary>The files of the model that the newest run of this name has kept.</summary>
    public async Task<string> FetchModelAsync(string name)
    {
        var target = Path.Combine(Server.Folder, $"model-{name}-{Guid.CreateVersion7():N}");
        var prefix = (await RunAsync("objects", "ls", "s3://training/", "--recursive")).Split([' ', '\n']).Last(word => word.StartsWith($"{name}-", StringComparison.Ordinal) && word.Contains("/model/", StringComparison.Ordinal));
        await RunAsync("objects", "sync", $"s3://training/{prefix.Split('/')[0]}/model", target);
        return target;
    }

    public static async Task<JsonElement> ReadAsync(string folder, string file) => JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(folder, file), Cancellation)).RootElement;

    public static async Task<double> MetricOfAsync(string model, string name) => (await ReadAsync(model, "run.json")).GetProperty("evaluation").GetProperty("metrics").GetProperty(name).GetDouble();
}

using System.Globalization;
using Athanor.Conformance;

namespace Athanor.EndToEnd.Datasets;

public sealed class PytorchTests(AthanorServer server) : IClassFixture<AthanorServer>
{
    private const string Python = "/usr/bin/python3";
    private const int Samples = 75;

    private static string Program => Path.Combine(Repository.Root, "samples", "pytorch", "train.py");

    [Fact]
    public async Task Two_ranks_take_each_sample_of_a_commit_once()
    {
        await DemandTorchAsync();
        using var home = new DataHome(server);
        await CommitAsync(home, "torch-ranks");

        var port = FreePort.Find().ToString(CultureInfo.InvariantCulture);
        var done = await RunPythonAsync(home, Program, "--dataset", "torch-ranks", "--ref", "main", "--world-size", "2", "--port", port);

        Assert.True(done.ExitCode == 0, done.Errors);
        Assert.Contains($"{Samples} samples, {Samples} different, shares [38, 37]", done.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pipe_from_the_command_line_trains_on_the_share_of_its_rank()
    {
        await DemandTorchAsync();
        using var home = new DataHome(server);
        await CommitAsync(home, "torch-pipe");
        var pipe = $"\"$1\" data serve torch-pipe@main --world-size 2 --rank 1 --data \"$2\" | {Python} \"$3\" -";

        var done = await AthanorCommand.RunProgramAsync("/bin/bash", home.Folder.Path, ["-euo", "pipefail", "-c", pipe, "pipe", AthanorServer.Binary, server.Folder, Program], home.Environment);

        Assert.True(done.ExitCode == 0, done.Errors);
        Assert.Equal("37 samples", done.Output.Trim());
    }

    private static async Task CommitAsync(DataHome home, string dataset)
    {
        for (var number = 0; number < Samples; number++)
        {
            home.Write($"{dataset}/{number:000}.bin", new string('x', 100 + number));
            home.Write($"{dataset}/{number:000}.cls", $"{number % 10}");
        }
        await home.RunAsync("create", dataset);
        await home.RunAsync("import", dataset, dataset, "-m", "all");
    }

    private static async Task DemandTorchAsync()
    {
        if (!File.Exists(Python)) Requirement.Missing("There is no /usr/bin/python3 on this machine.");
        var found = await AthanorCommand.RunProgramAsync(Python, Path.GetTempPath(), ["-c", "import torch"], new Dictionary<string, string>());
        if (found.ExitCode != 0) Requirement.Missing("PyTorch is not installed (Debian: python3-torch).");
    }

    private Task<AthanorCommand> RunPythonAsync(DataHome home, params string[] arguments) => AthanorCommand.RunProgramAsync(
        Python, home.Folder.Path, arguments, new Dictionary<string, string> { ["ATHANOR_URL"] = server.Address.ToString().TrimEnd('/'), ["ATHANOR_TOKEN"] = server.Admin.Token });
}

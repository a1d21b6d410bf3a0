using System.Diagnostics;

namespace Athanor.EndToEnd;

/// <summary>One call of the real binary, as a shell would make it: no terminal, and nothing of this machine's own settings.</summary>
public sealed record AthanorCommand(int ExitCode, string Output, string Errors)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static Task<AthanorCommand> RunAsync(AthanorServer server, params string[] arguments) =>
        RunAsync(server.Folder, [.. arguments, "--data", server.Folder], new Dictionary<string, string>());

    public static Task<AthanorCommand> RunAsync(string folder, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> environment) =>
        RunProgramAsync(AthanorServer.Binary, folder, arguments, environment);

    public static async Task<AthanorCommand> RunProgramAsync(string program, string folder, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("ATHANOR_", StringComparison.Ordinal) && name != "ATHANOR_TEST_RUN").ToList()) start.Environment.Remove(name);
        start.Environment["ATHANOR__OBJECTS__LISTEN"] = "";     // servers of other tests would meet at the S3 door's own port
        foreach (var (name, value) in environment) start.Environment[name] = value;

        using var process = Process.Start(start)!;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            process.StandardInput.Close();
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(patience.Token), process.StandardError.ReadToEndAsync(patience.Token));
            await process.WaitForExitAsync(patience.Token);
            return new(process.ExitCode, await output, await errors);
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }
}

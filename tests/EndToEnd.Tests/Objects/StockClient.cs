using System.Diagnostics;
using Athanor.Conformance;

namespace Athanor.EndToEnd.Objects;

/// <summary>A program that others wrote, pointed at the S3 door as its users do.</summary>
public sealed class StockClient(AthanorServer server)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    public string Endpoint => server.S3Address.ToString().TrimEnd('/');

    /// <summary>Runs a shell script with the client's variables set; anything but exit code 0 fails the test with what was said.</summary>
    public async Task<string> RunAsync(string program, string script, string folder)
    {
        if (!File.Exists($"/usr/bin/{program}")) Requirement.Missing($"{program} is not installed.");

        var start = new ProcessStartInfo("/bin/bash", ["-euo", "pipefail", "-c", script]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder };
        SetVariables(start.Environment, folder);
        using var process = Process.Start(start)!;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(patience.Token), process.StandardError.ReadToEndAsync(patience.Token));
            await process.WaitForExitAsync(patience.Token);
            Assert.True(process.ExitCode == 0, $"{program} ended with {process.ExitCode}:\n{await output}\n{await errors}");
            return await output;
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }

    private void SetVariables(IDictionary<string, string?> variables, string folder)
    {
        variables["HOME"] = folder;
        variables["PATH"] = "/usr/bin:/bin";
        variables["ENDPOINT"] = Endpoint;
        variables["AWS_ACCESS_KEY_ID"] = server.Admin.KeyId;
        variables["AWS_SECRET_ACCESS_KEY"] = server.Admin.Secret;
        variables["AWS_DEFAULT_REGION"] = "us-east-1";
        variables.Remove("AWS_CA_BUNDLE");
        variables["RCLONE_CONFIG_HERE_TYPE"] = "s3";
        variables["RCLONE_CONFIG_HERE_PROVIDER"] = "Other";
        variables["RCLONE_CONFIG_HERE_ENDPOINT"] = Endpoint;
        variables["RCLONE_CONFIG_HERE_ACCESS_KEY_ID"] = server.Admin.KeyId;
        variables["RCLONE_CONFIG_HERE_SECRET_ACCESS_KEY"] = server.Admin.Secret;
        variables["RESTIC_PASSWORD"] = "leaves";
    }
}

using System.ComponentModel;
using System.Diagnostics;
using Athanor.Foundation.Diagnosis;

namespace Athanor.App.Diagnosis;

/// <summary>GPUs, as the vendor's own tool lists them.</summary>
internal sealed class AcceleratorExamination : IExamination
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public string Area => "accelerators";

    public async ValueTask<IReadOnlyList<Finding>> ExamineAsync(CancellationToken cancellation)
    {
        if (await AskAsync(cancellation) is not { } answer) return [None("no nvidia-smi on the PATH")];

        var rows = answer.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(line => line.Split(", ")).Where(row => row.Length == 4).ToList();
        return rows.Count == 0
            ? [None("nvidia-smi lists none")]
            : [.. rows.Select(row => new Finding(Area, $"GPU {row[0]}", FindingState.Ok, $"{row[1]}, {row[2]} MiB, driver {row[3]}"))];
    }

    private Finding None(string reason) => new(
        Area, "GPU", FindingState.Missing, reason, "Work that asks for a GPU cannot run on this machine.", "Install NVIDIA's driver, which brings nvidia-smi, where there is a GPU.");

    private static async Task<string?> AskAsync(CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        try
        {
            using var process = Process.Start(new ProcessStartInfo("nvidia-smi", ["--query-gpu=index,name,memory.total,driver_version", "--format=csv,noheader,nounits"])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            try
            {
                return await process.StandardOutput.ReadToEndAsync(patience.Token);
            }
            finally
            {
                if (!process.HasExited) process.Kill();
            }
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}

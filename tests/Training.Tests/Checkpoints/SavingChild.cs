using System.Diagnostics;
using Athanor.Compute.Collectives;
using Athanor.Conformance;
using Athanor.Training.Checkpoints.Format;
using Athanor.Training.Checkpoints.Keeping;
using Athanor.Training.Checkpoints.Reading;
using Athanor.Training.Checkpoints.Storage;
using Athanor.Training.Checkpoints.Writing;

namespace Athanor.Training.Checkpoints;

/// <summary>A run as a process of its own, this program asked for this test alone: it restores and then saves step after step until it is killed.</summary>
public sealed class SavingChild : IDisposable
{
    public const int Length = 400_003;
    private const string Variable = "ATHANOR_TEST_CHECKPOINTS";
    private static readonly byte[] Configuration = "a recipe"u8.ToArray();
    private readonly Process? _process;
    private readonly string _folder = "";
    private readonly int _before;

    public SavingChild()
    {
    }

    private SavingChild(Process process, string folder) => (_process, _folder, _before) = (process, folder, LastStep(folder));

    internal static SavingChild Start(string folder)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, ["-noLogo", "-explicit", "only", "-method", $"{typeof(SavingChild).FullName}.{nameof(Saves_until_it_is_killed)}"]) { RedirectStandardOutput = true };
        start.Environment[Variable] = folder;
        var process = Process.Start(start)!;
        process.BeginOutputReadLine();
        return new(process, folder);
    }

    internal static RestoredCheckpoint? Restore(ICheckpointStore store, IReadOnlyList<StatePart> parts) => new CheckpointReader(store, new Alone(), Configuration).Restore(parts, TestContext.Current.CancellationToken);

    internal Task HasSavedAsync(int count) => Eventually.HoldsAsync(() => Task.FromResult(LastStep(_folder) >= _before + count), $"{count} steps are saved");

    internal void Kill()
    {
        _process!.Kill();
        _process.WaitForExit();
    }

    [Fact(Explicit = true)]
    public void Saves_until_it_is_killed()
    {
        var store = new FolderCheckpointStore(Environment.GetEnvironmentVariable(Variable)!);
        using var state = new TestState(new Alone(), Length);
        var step = Restore(store, state.Parts)?.Step ?? 0;
        using var writer = new CheckpointWriter(store, new Alone(), Configuration, new() { Retention = new RetentionRule(Last: 2) }, TimeProvider.System);
        while (true)
        {
            step++;
            writer.Save(step, state.Fill(step).Parts, CheckpointHome.Notes(step));
        }
    }

    public void Dispose() => _process?.Dispose();

    private static int LastStep(string folder) => !Directory.Exists(folder)
        ? 0
        : Directory.EnumerateDirectories(folder).Where(one => File.Exists(Path.Combine(one, CheckpointManifest.FileName))).Select(one => CheckpointName.TryParse(Path.GetFileName(one), out var name) ? (int)name.Step : 0).DefaultIfEmpty().Max();
}

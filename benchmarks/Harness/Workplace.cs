namespace Athanor.Benchmarks.Harness;

/// <summary>What a benchmark works with: the program under test, and an empty folder on the disk of the clone, removed at the end.</summary>
internal sealed class Workplace : IDisposable
{
    private Workplace(string binary, string directory, TimeProvider clock) => (Binary, Directory, Clock) = (binary, directory, clock);

    public string Binary { get; }

    public string Directory { get; }

    public TimeProvider Clock { get; }

    public static Workplace Open(Repository repository, string benchmark, TimeProvider clock)
    {
        // Not in /tmp, which may be memory.
        var directory = Path.Combine(repository.Root, "artifacts", "benchmarks", $"{benchmark}-{Environment.ProcessId}");
        System.IO.Directory.CreateDirectory(directory);
        return new(repository.Binary, directory, clock);
    }

    /// <summary>Says how far it is, for people; results go elsewhere.</summary>
    public static void Say(string progress) => Console.Error.WriteLine(progress);

    public void Dispose() => System.IO.Directory.Delete(Directory, recursive: true);
}

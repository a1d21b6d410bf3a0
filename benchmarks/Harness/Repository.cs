namespace Athanor.Benchmarks.Harness;

/// <summary>Where the sources lie: the results are kept beside them.</summary>
internal sealed record Repository(string Root)
{
    public string Binary => Environment.GetEnvironmentVariable("ATHANOR_BINARY") ?? Path.Combine(Root, "artifacts", "app", "athanor");

    public static Repository Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Athanor.slnx"))) return new(folder.FullName);
        }
        throw new InvalidOperationException("Benchmarks run from a clone: no Athanor.slnx was found above the program.");
    }

    public string ResultFile(string benchmark) => Path.Combine(Root, "benchmarks", "results", $"{benchmark}.md");
}

using System.Diagnostics;
using System.Globalization;

namespace Athanor.Benchmarks.Datasets;

/// <summary>The reference: PyTorch's DataLoader over the files, in Debian's Python.</summary>
internal static class TorchLoader
{
    public const int Workers = 2;

    private const string Python = "/usr/bin/python3";

    // The first epoch starts the workers and warms, and is not counted. The bytes are looked at where they arrive.
    private const string Program = """
        import os, sys, time, torch, warnings
        from torch.utils.data import DataLoader, Dataset

        class Photos(Dataset):
            def __init__(self, root):
                self.names = sorted(os.path.join(d, f)[:-4] for d, _, files in os.walk(root) for f in files if f.endswith(".jpg"))
            def __len__(self):
                return len(self.names)
            def __getitem__(self, at):
                with open(self.names[at] + ".jpg", "rb") as photo, open(self.names[at] + ".cls", "rb") as label:
                    return photo.read(), label.read()

        warnings.filterwarnings("ignore", message="The given buffer is not writable")
        photos = Photos(sys.argv[1])
        loader = DataLoader(photos, batch_size=64, shuffle=True, num_workers=int(sys.argv[2]), collate_fn=list, persistent_workers=True)
        for epoch in range(2):
            begin, total, count = time.perf_counter(), 0, 0
            for batch in loader:
                for photo, label in batch:
                    total += int(torch.frombuffer(photo, dtype=torch.int64, count=len(photo) // 8).sum()) + label[0]
                    count += 1
        print(count / (time.perf_counter() - begin))
        """;

    /// <summary>Samples per second of one epoch.</summary>
    public static async Task<double> MeasureAsync(string files, CancellationToken cancellation)
    {
        using var python = Process.Start(new ProcessStartInfo(Python, ["-c", Program, files, $"{Workers}"]) { RedirectStandardOutput = true })!;
        var rate = await python.StandardOutput.ReadToEndAsync(cancellation);
        await python.WaitForExitAsync(cancellation);
        return python.ExitCode == 0
            ? double.Parse(rate, CultureInfo.InvariantCulture)
            : throw new InvalidOperationException("PyTorch could not be measured; python3-torch of Debian has to be installed.");
    }
}

using System.Globalization;

namespace Athanor.Benchmarks.Jobs;

/// <summary>A command that writes lines of 100 bytes, a hundred of them at once, at a given rate or as fast as it may; it notes the seconds that it took in the file <c>taken</c> in its folder.</summary>
internal static class ChattyCommand
{
    private const string Program = """
        import os, sys, time
        size, rate = int(sys.argv[1]), float(sys.argv[2])
        lines = (b'epoch 12 step 123456 loss 2.3456 accuracy 0.7890 tokens/s 123456.7'.ljust(99) + b'\n') * 100
        begin, written = time.monotonic(), 0
        while written < size:
            part = memoryview(lines)
            while part: part = part[os.write(1, part):]
            written += len(lines)
            ahead = written / rate - (time.monotonic() - begin) if rate else 0
            if ahead > 0.002: time.sleep(ahead)
        open('taken', 'w').write(str(time.monotonic() - begin))
        """;

    public static IReadOnlyList<string> For(long bytes, long bytesPerSecond) =>
        ["/usr/bin/python3", "-c", Program, bytes.ToString(CultureInfo.InvariantCulture), bytesPerSecond.ToString(CultureInfo.InvariantCulture)];

    public static double SecondsTaken(string folder) => double.Parse(File.ReadAllText(Path.Combine(folder, "taken")), CultureInfo.InvariantCulture);
}

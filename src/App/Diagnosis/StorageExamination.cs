using Athanor.App.Server;
using Athanor.Foundation.Diagnosis;
using Athanor.Foundation.Units;

namespace Athanor.App.Diagnosis;

internal sealed class StorageExamination(DataDirectory data) : IExamination
{
    private static readonly Bytes LittleSpace = Bytes.FromMebibytes(1024);
    private static readonly string[] VolatileFileSystems = ["tmpfs", "ramfs", "overlay"];

    public string Area => "storage";

    public ValueTask<IReadOnlyList<Finding>> ExamineAsync(CancellationToken cancellation)
    {
        var drive = new DriveInfo(NearestExisting(data.Path));
        return ValueTask.FromResult<IReadOnlyList<Finding>>([Place(drive), Space(drive), Privacy()]);
    }

    private Finding Place(DriveInfo drive)
    {
        var text = $"{data.Path} on {drive.DriveFormat}";
        if (!Directory.Exists(data.Path)) return new(Area, "data directory", FindingState.Missing, $"{text}, not made yet", "None: the first start makes it.", "athanor up");
        return VolatileFileSystems.Contains(drive.DriveFormat)
            ? new(Area, "data directory", FindingState.Warning, text, "What is stored there may be gone with the next restart of the machine or container.", "Put it on a disk: --data or ATHANOR_DATA.")
            : new(Area, "data directory", FindingState.Ok, text);
    }

    private Finding Space(DriveInfo drive)
    {
        var (free, total) = (new Bytes(drive.AvailableFreeSpace), new Bytes(drive.TotalSize));
        var text = $"{free} free of {total}";
        return free >= LittleSpace
            ? new(Area, "free space", FindingState.Ok, text)
            : new(Area, "free space", FindingState.Warning, text, "Writes are refused once it is used up; reading goes on.", "Free space on that disk, or move the data directory to a larger one.");
    }

    private Finding Privacy()
    {
        if (!Directory.Exists(data.Secrets)) return new(Area, "secrets", FindingState.Ok, "none yet");
        var open = Directory.EnumerateFiles(data.Secrets).Where(file => (File.GetUnixFileMode(file) & ~(UnixFileMode.UserRead | UnixFileMode.UserWrite)) != 0).Select(Path.GetFileName).ToList();
        return open.Count == 0
            ? new(Area, "secrets", FindingState.Ok, "readable by their owner only")
            : new(Area, "secrets", FindingState.Warning, $"others may read {string.Join(", ", open)}", "Whoever reads them can act as administrator.", $"chmod 600 {data.Secrets}/*");
    }

    private static string NearestExisting(string path)
    {
        var place = Path.GetFullPath(path);
        while (!Directory.Exists(place)) place = Path.GetDirectoryName(place)!;
        return place;
    }
}

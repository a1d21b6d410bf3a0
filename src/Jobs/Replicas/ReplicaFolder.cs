using System.Text.Json;
using Athanor.Foundation.Files;

namespace Athanor.Jobs.Replicas;

/// <summary>
/// The folder of one replica of one attempt. It is all that the server and a shim know of each other, so that either may die and come back:
/// the shim holds a lock on <c>lock</c> as long as it answers for the replica, and each file is written whole or not at all.
/// </summary>
public sealed class ReplicaFolder(string path)
{
    public string Path { get; } = path;
    public string LaunchFile => File("launch.json");
    public string StartFile => File("started.json");
    public string EndFile => File("ended.json");
    public string StopFile => File("stop.json");

    /// <summary>Held by flock from before the command starts until after <see cref="EndFile"/> is there.</summary>
    public string LockFile => File("lock");

    /// <summary>The command's output in segments, each named by the position of its first byte in sixteen digits.</summary>
    public string LogFolder => File("log");

    /// <summary>What it used, second by second.</summary>
    public string SamplesFolder => File("samples");

    /// <summary>What a shim that died of a mistake of its own has to say about it.</summary>
    public string ErrorFile => File("shim.error");

    /// <summary>A file that the command may write its step to, a number in text, for whoever watches its progress.</summary>
    public string ProgressFile => File("progress");

    public ReplicaLaunch? ReadLaunch() => Read<ReplicaLaunch>(LaunchFile)?.WithDefaults();

    public ReplicaStart? ReadStart() => Read<ReplicaStart>(StartFile);

    public ReplicaEnd? ReadEnd() => Read<ReplicaEnd>(EndFile);

    public bool IsAskedToStop => System.IO.File.Exists(StopFile);

    public StopRequest? ReadStop() => Read<StopRequest>(StopFile);

    public void Write(ReplicaLaunch launch)
    {
        Directory.CreateDirectory(Path);
        Write(LaunchFile, launch);
    }

    /// <summary>It may come before there is anything to stop, and holds for what comes then.</summary>
    public void Write(StopRequest stop)
    {
        Directory.CreateDirectory(Path);
        Write(StopFile, stop);
    }

    public void Write(ReplicaStart start) => Write(StartFile, start);

    public void Write(ReplicaEnd end) => Write(EndFile, end);

    private string File(string name) => System.IO.Path.Combine(Path, name);

    private static T? Read<T>(string file)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(System.IO.File.ReadAllBytes(file), typeof(T), ReplicaJson.Default) as T;
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    private static void Write<T>(string file, T value) => PrivateFile.Write(file, JsonSerializer.Serialize(value, typeof(T), ReplicaJson.Default));
}

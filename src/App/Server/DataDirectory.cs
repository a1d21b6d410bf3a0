using System.Text.Json;
using Athanor.Foundation.Databases;
using Athanor.Foundation.Files;
using Athanor.Foundation.Problems;

namespace Athanor.App.Server;

/// <summary>The one folder everything lives under.</summary>
internal sealed record DataDirectory(string Path)
{
    public const string AdminKeyName = "admin.json";
    private const string LockName = "server.lock";
    private const string HolderName = "server.json";
    private static readonly TimeSpan LongestLook = TimeSpan.FromMilliseconds(300);

    public string Secrets => System.IO.Path.Combine(Path, "secrets");
    public string Objects => System.IO.Path.Combine(Path, "objects");
    public string Jobs => System.IO.Path.Combine(Path, "jobs");
    public string AdminKeyFile => System.IO.Path.Combine(Secrets, AdminKeyName);
    private string HolderFile => System.IO.Path.Combine(Path, HolderName);
    private string LockFile => System.IO.Path.Combine(Path, LockName);

    /// <summary>Makes the folder where it is missing, and takes its lock for as long as the answer lives.</summary>
    public IDisposable Take(RunningServer server)
    {
        try
        {
            CreatePrivate(Path);
            CreatePrivate(Secrets);
            return Lock(server);
        }
        catch (UnauthorizedAccessException error)
        {
            throw new ProblemException(ServerProblems.DataDirectoryForbidden(Path, error.Message), error);
        }
        catch (IOException error) when (FindServer() is null)
        {
            throw new ProblemException(ServerProblems.DataDirectoryForbidden(Path, error.Message), error);
        }
        catch (IOException error)
        {
            throw new ProblemException(ServerProblems.DataDirectoryTaken(Path, FindServer()!), error);
        }
    }

    /// <summary>An administrator's key without a database means that the database is gone: making a new one in its place would hide the loss.</summary>
    public void RefuseLostMetadata()
    {
        var file = new FileInfo(System.IO.Path.Combine(Path, DatabaseOpener.FileName));
        if (File.Exists(AdminKeyFile) && file is not { Exists: true, Length: > 0 }) throw new ProblemException(ServerProblems.MetadataLost(file.FullName, Secrets));
    }

    /// <summary>The server that holds this folder now, or null where none does.</summary>
    public RunningServer? FindServer()
    {
        try
        {
            using (new FileStream(LockFile, FileMode.Open, FileAccess.ReadWrite, FileShare.None)) return null;
        }
        catch (FileNotFoundException)
        {
            return null;
        }
        catch (DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return ReadHolder();
        }
    }

    private static void CreatePrivate(string path)
    {
        if (!Directory.Exists(path)) Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private FileStream Lock(RunningServer server)
    {
        // The kernel holds the lock, not the file: it is free the moment its process is gone, however it went.
        var stream = WaitForLock();
        PrivateFile.Write(HolderFile, JsonSerializer.Serialize(server, AppJson.Default.RunningServer));
        return stream;
    }

    // A command that looks whether a server runs has the lock for a moment; whoever keeps it is a server.
    private FileStream WaitForLock()
    {
        FileStream? taken = null;
        SpinWait.SpinUntil(() => (taken = TryLock()) is not null, LongestLook);
        return taken ?? OpenLock();
    }

    private FileStream? TryLock()
    {
        try
        {
            return OpenLock();
        }
        catch (IOException)
        {
            return null;
        }
    }

    private FileStream OpenLock() => new(LockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);

    private RunningServer? ReadHolder()
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllText(HolderFile), AppJson.Default.RunningServer);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }
}

using Athanor.Foundation.Files;

namespace Athanor.Training.Formats;

/// <summary>Writes a file so that a reader finds the old one or the new one, after whatever crash.</summary>
internal static class WholeFile
{
    public static void Write(string path, Action<Stream> write)
    {
        var temporary = $"{path}.{Environment.ProcessId}.new";
        try
        {
            using (var file = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 20))
            {
                write(file);
                file.Flush(flushToDisk: true);
            }
            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
        Durable.SyncDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
    }

    public static void Write(string path, byte[] bytes) => Write(path, file => file.Write(bytes));
}

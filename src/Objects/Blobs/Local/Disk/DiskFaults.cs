using Athanor.Foundation.Problems;

namespace Athanor.Objects.Blobs.Local.Disk;

/// <summary>Says what a failing disk means to the caller; what is no condition of the disk stays as it is.</summary>
internal sealed class DiskFaults(string directory)
{
    public Exception Explain(Exception failure) => failure switch
    {
        IOException { HResult: Errno.NoSpace or Errno.QuotaExceeded } => new ProblemException(BlobProblems.Full, failure),
        IOException { HResult: Errno.ReadOnlyFileSystem } or UnauthorizedAccessException => new ProblemException(BlobProblems.ReadOnly(directory), failure),
        _ => failure,
    };
}

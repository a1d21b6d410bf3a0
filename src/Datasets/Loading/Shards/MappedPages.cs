using System.Runtime.InteropServices;

namespace Athanor.Datasets.Loading.Shards;

/// <summary>A file in memory, as the system keeps it for everybody who reads it.</summary>
internal sealed class MappedPages : SafeHandle
{
    private readonly long _length;

    public MappedPages(nint start, long length) : base(-1, ownsHandle: true)
    {
        _length = length;
        SetHandle(start);
    }

    public override bool IsInvalid => handle == -1;

    protected override bool ReleaseHandle() => LinuxMemory.Unmap(handle, _length);
}

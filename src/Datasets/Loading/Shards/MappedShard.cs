using System.Buffers;
using Athanor.Foundation.Problems;
using Microsoft.Win32.SafeHandles;

namespace Athanor.Datasets.Loading.Shards;

/// <summary>
/// A shard mapped into memory. Who touches what is not in a file any more ends the process, so each hand-out begins with a look at
/// the length of the file, and what may have to come from the disk is asked for in a way that fails instead.
/// </summary>
internal sealed unsafe class MappedShard : MemoryManager<byte>
{
    private readonly SafeFileHandle _file;
    private readonly ShardEntry _shard;
    private readonly MappedPages _pages;
    private readonly byte* _start;

    private MappedShard(SafeFileHandle file, ShardEntry shard, MappedPages pages)
    {
        (_file, _shard, _pages) = (file, shard, pages);
        _start = (byte*)pages.DangerousGetHandle();
    }

    /// <summary>Null where the file cannot be mapped, or is longer than a piece of memory can be here.</summary>
    public static MappedShard? TryMap(SafeFileHandle file, ShardEntry shard) =>
        shard.Size is > 0 and <= int.MaxValue && LinuxMemory.TryMap(file, shard.Size) is { } pages ? new(file, shard, pages) : null;

    /// <summary>Lets the disk begin to read what will be handed out soon.</summary>
    public void Expect(long offset, int length) => Advise(offset, length, LinuxMemory.WillNeed);

    public void CheckLength()
    {
        if (RandomAccess.GetLength(_file) < _shard.Size) throw new ProblemException(LoadingProblems.DamagedShard(_shard.Name, "it was cut short"));
    }

    /// <summary>What is handed out is in memory, so that its taker does not wait for a disk unawares.</summary>
    public ReadOnlyMemory<byte> Slice(long offset, int length, bool isCold)
    {
        if (isCold) Populate(offset, length);
        else Touch(offset, length);
        return Memory.Slice((int)offset, length);
    }

    public override Span<byte> GetSpan()
    {
        ObjectDisposedException.ThrowIf(_pages.IsClosed, this);
        return new(_start, (int)_shard.Size);
    }

    // Nothing moves it.
    public override MemoryHandle Pin(int elementIndex = 0) => new(_start + elementIndex);

    public override void Unpin()
    {
    }

    protected override void Dispose(bool disposing) => _pages.Dispose();

    private void Populate(long offset, int length)
    {
        var error = Advise(offset, length, LinuxMemory.PopulateRead);
        if (error is LinuxMemory.BadAddress or LinuxMemory.BadHardware) throw new ProblemException(LoadingProblems.DamagedShard(_shard.Name, "it cannot be read"));
        if (error != 0) Touch(offset, length);
    }

    private void Touch(long offset, int length)
    {
        for (var at = offset; at < offset + length; at += Environment.SystemPageSize) _ = Volatile.Read(ref _start[at]);
        _ = Volatile.Read(ref _start[offset + length - 1]);
    }

    private int Advise(long offset, int length, int advice)
    {
        var before = offset % Environment.SystemPageSize;
        return LinuxMemory.Advise(_start + offset - before, before + length, advice);
    }
}

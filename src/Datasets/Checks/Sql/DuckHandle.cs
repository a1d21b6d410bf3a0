using System.Runtime.InteropServices;

namespace Athanor.Datasets.Checks.Sql;

/// <summary>Something of DuckDB's that must be given back.</summary>
internal abstract class DuckHandle() : SafeHandle(0, ownsHandle: true)
{
    public override bool IsInvalid => handle == 0;

    protected sealed override bool ReleaseHandle()
    {
        Release(ref handle);
        return true;
    }

    protected abstract void Release(ref nint handle);
}

internal sealed class DuckConfig : DuckHandle
{
    protected override void Release(ref nint handle) => LibDuckDb.DestroyConfig(ref handle);
}

internal sealed class DuckDatabase : DuckHandle
{
    protected override void Release(ref nint handle) => LibDuckDb.Close(ref handle);
}

internal sealed class DuckConnection : DuckHandle
{
    protected override void Release(ref nint handle) => LibDuckDb.Disconnect(ref handle);
}

internal sealed class DuckStatements : DuckHandle
{
    protected override void Release(ref nint handle) => LibDuckDb.DestroyStatements(ref handle);
}

internal sealed class DuckStatement : DuckHandle
{
    protected override void Release(ref nint handle) => LibDuckDb.DestroyStatement(ref handle);
}

internal sealed class DuckChunk : DuckHandle
{
    protected override void Release(ref nint handle) => LibDuckDb.DestroyChunk(ref handle);
}

internal sealed class DuckValue : DuckHandle
{
    protected override void Release(ref nint handle) => LibDuckDb.DestroyValue(ref handle);
}

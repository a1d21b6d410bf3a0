using System.Runtime.InteropServices;
using Athanor.Foundation.Problems;
using Microsoft.Win32.SafeHandles;

namespace Athanor.Serving.Engines.OnnxRuntime;

/// <summary>Something that the runtime handed out and takes back once.</summary>
internal sealed unsafe class OrtHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    private readonly OrtKind _kind;

    public OrtHandle(OrtKind kind, nint value) : base(ownsHandle: true)
    {
        _kind = kind;
        SetHandle(value);
    }

    public nint Value => DangerousGetHandle();

    /// <summary>Takes back the status, and throws with the runtime's own words where it tells of a failure.</summary>
    public static void ThrowIfFailed(nint status)
    {
        if (status == 0) return;
        using var handle = new OrtHandle(OrtKind.Status, status);
        throw new ProblemException(OnnxProblems.Failed(OrtTable.ErrorCode(status), Marshal.PtrToStringUTF8((nint)OrtTable.ErrorMessage(status)) ?? ""));
    }

    protected override bool ReleaseHandle()
    {
        OrtTable.Release(_kind, handle);
        return true;
    }
}

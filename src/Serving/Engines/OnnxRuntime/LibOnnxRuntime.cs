using System.Runtime.InteropServices;

namespace Athanor.Serving.Engines.OnnxRuntime;

/// <summary>
/// ONNX Runtime's C interface (onnxruntime_c_api.h). The library exports one function; all others stand in a table that only ever grows, so a newer library
/// answers what an older version of the table asks.
/// </summary>
internal static unsafe partial class LibOnnxRuntime
{
    public const string File = "libonnxruntime.so.1";
    private const uint TableVersion = 17;
    private static readonly Lazy<nint> Loaded = new(Load);

    public static bool IsThere => Loaded.Value != 0;

    public static nint* Table => Loaded.Value != 0 ? (nint*)Loaded.Value : throw new DllNotFoundException(File);

    [LibraryImport(File, EntryPoint = "OrtGetApiBase")]
    private static partial nint* GetBase();

    // The first function of the base answers the table.
    private static nint Load() => NativeLibrary.TryLoad(File, typeof(LibOnnxRuntime).Assembly, null, out _) ? ((delegate* unmanaged<uint, nint>)GetBase()[0])(TableVersion) : 0;
}

namespace Athanor.Serving.Engines.OnnxRuntime;

/// <summary>Where the functions that we call stand in the table. Each but those that release answers a status, which is nothing when all went well.</summary>
internal static unsafe class OrtTable
{
    public static int ErrorCode(nint status) => ((delegate* unmanaged<nint, int>)LibOnnxRuntime.Table[1])(status);

    public static byte* ErrorMessage(nint status) => ((delegate* unmanaged<nint, byte*>)LibOnnxRuntime.Table[2])(status);

    public static nint CreateEnvironment(int severity, byte* name, nint* created) => ((delegate* unmanaged<int, byte*, nint*, nint>)LibOnnxRuntime.Table[3])(severity, name, created);

    public static nint CreateSession(nint environment, byte* path, nint options, nint* created) => ((delegate* unmanaged<nint, byte*, nint, nint*, nint>)LibOnnxRuntime.Table[7])(environment, path, options, created);

    public static nint Run(nint session, nint options, byte** inputNames, nint* inputs, nuint inputCount, byte** outputNames, nuint outputCount, nint* outputs) =>
        ((delegate* unmanaged<nint, nint, byte**, nint*, nuint, byte**, nuint, nint*, nint>)LibOnnxRuntime.Table[9])(session, options, inputNames, inputs, inputCount, outputNames, outputCount, outputs);

    public static nint CreateSessionOptions(nint* created) => ((delegate* unmanaged<nint*, nint>)LibOnnxRuntime.Table[10])(created);

    public static nint SetThreads(nint options, int threads) => ((delegate* unmanaged<nint, int, nint>)LibOnnxRuntime.Table[24])(options, threads);

    public static nint Count(OrtSide side, nint session, nuint* count) => ((delegate* unmanaged<nint, nuint*, nint>)LibOnnxRuntime.Table[30 + (int)side])(session, count);

    public static nint TypeOf(OrtSide side, nint session, nuint index, nint* type) => ((delegate* unmanaged<nint, nuint, nint*, nint>)LibOnnxRuntime.Table[33 + (int)side])(session, index, type);

    public static nint NameOf(OrtSide side, nint session, nuint index, nint allocator, byte** name) => ((delegate* unmanaged<nint, nuint, nint, byte**, nint>)LibOnnxRuntime.Table[36 + (int)side])(session, index, allocator, name);

    public static nint CreateTensor(nint allocator, long* sizes, nuint dimensions, int type, nint* created) => ((delegate* unmanaged<nint, long*, nuint, int, nint*, nint>)LibOnnxRuntime.Table[48])(allocator, sizes, dimensions, type, created);

    public static nint IsTensor(nint value, int* answer) => ((delegate* unmanaged<nint, int*, nint>)LibOnnxRuntime.Table[50])(value, answer);

    public static nint DataOf(nint value, void** data) => ((delegate* unmanaged<nint, void**, nint>)LibOnnxRuntime.Table[51])(value, data);

    public static nint AsTensorInfo(nint type, nint* info) => ((delegate* unmanaged<nint, nint*, nint>)LibOnnxRuntime.Table[55])(type, info);

    public static nint ElementOf(nint info, int* type) => ((delegate* unmanaged<nint, int*, nint>)LibOnnxRuntime.Table[60])(info, type);

    public static nint DimensionsOf(nint info, nuint* dimensions) => ((delegate* unmanaged<nint, nuint*, nint>)LibOnnxRuntime.Table[61])(info, dimensions);

    public static nint SizesOf(nint info, long* sizes, nuint dimensions) => ((delegate* unmanaged<nint, long*, nuint, nint>)LibOnnxRuntime.Table[62])(info, sizes, dimensions);

    public static nint InfoOf(nint value, nint* info) => ((delegate* unmanaged<nint, nint*, nint>)LibOnnxRuntime.Table[65])(value, info);

    public static nint Free(nint allocator, void* memory) => ((delegate* unmanaged<nint, void*, nint>)LibOnnxRuntime.Table[76])(allocator, memory);

    public static nint DefaultAllocator(nint* allocator) => ((delegate* unmanaged<nint*, nint>)LibOnnxRuntime.Table[78])(allocator);

    public static nint MetadataOf(nint session, nint* metadata) => ((delegate* unmanaged<nint, nint*, nint>)LibOnnxRuntime.Table[111])(session, metadata);

    public static nint Metadata(nint metadata, nint allocator, byte* key, byte** value) => ((delegate* unmanaged<nint, nint, byte*, byte**, nint>)LibOnnxRuntime.Table[116])(metadata, allocator, key, value);

    public static void Release(OrtKind kind, nint handle) => ((delegate* unmanaged<nint, void>)LibOnnxRuntime.Table[(int)kind])(handle);
}

using System.Runtime.InteropServices;
using Athanor.Foundation.Problems;

namespace Athanor.Datasets.Decoding.Jpeg;

/// <summary>A decompressor or a compressor. It keeps tables between images, and one thread uses it at a time.</summary>
internal sealed class JpegHandle : SafeHandle
{
    public JpegHandle() : base(0, ownsHandle: true)
    {
    }

    public override bool IsInvalid => handle == 0;

    public static JpegHandle Create() => Create(LibTurboJpeg.InitializeDecompressor);

    public static JpegHandle CreateCompressor() => Create(LibTurboJpeg.InitializeCompressor);

    private static JpegHandle Create(Func<JpegHandle> initialize)
    {
        if (!LibTurboJpeg.IsThere) throw new ProblemException(DecodingProblems.NoLibrary("JPEG", LibTurboJpeg.File, "libturbojpeg0"));
        var handle = initialize();
        return handle.IsInvalid ? throw new InvalidOperationException("libjpeg-turbo gave no handle.") : handle;
    }

    protected override bool ReleaseHandle() => LibTurboJpeg.Destroy(handle) == 0;
}

using System.Runtime.InteropServices;

namespace Athanor.Serving.Engines.OnnxRuntime;

/// <summary>What a session tells about its model.</summary>
internal static unsafe class OrtPorts
{
    public static IReadOnlyList<OnnxPort> Of(OrtHandle session, OrtSide side)
    {
        nuint count;
        OrtHandle.ThrowIfFailed(OrtTable.Count(side, session.Value, &count));
        return [.. Enumerable.Range(0, (int)count).Select(index => At(session, side, (nuint)index))];
    }

    public static string? Metadata(OrtHandle session, string key)
    {
        nint created;
        byte* value;
        OrtHandle.ThrowIfFailed(OrtTable.MetadataOf(session.Value, &created));
        using var metadata = new OrtHandle(OrtKind.Metadata, created);
        fixed (byte* text = OnnxModel.Text(key)) OrtHandle.ThrowIfFailed(OrtTable.Metadata(metadata.Value, Allocator(), text, &value));
        return Take(value);
    }

    public static nint Allocator()
    {
        nint allocator;
        OrtHandle.ThrowIfFailed(OrtTable.DefaultAllocator(&allocator));
        return allocator;
    }

    public static (OnnxElement Element, long[] Sizes) Describe(nint info)
    {
        int element;
        nuint dimensions;
        OrtHandle.ThrowIfFailed(OrtTable.ElementOf(info, &element));
        OrtHandle.ThrowIfFailed(OrtTable.DimensionsOf(info, &dimensions));
        var sizes = new long[dimensions];
        fixed (long* first = sizes) OrtHandle.ThrowIfFailed(OrtTable.SizesOf(info, first, dimensions));
        return (Enum.IsDefined((OnnxElement)element) ? (OnnxElement)element : OnnxElement.Other, sizes);
    }

    private static OnnxPort At(OrtHandle session, OrtSide side, nuint index)
    {
        byte* name;
        nint created, info;
        OrtHandle.ThrowIfFailed(OrtTable.NameOf(side, session.Value, index, Allocator(), &name));
        var text = Take(name)!;
        OrtHandle.ThrowIfFailed(OrtTable.TypeOf(side, session.Value, index, &created));
        using var type = new OrtHandle(OrtKind.TypeInfo, created);
        // The tensor's description belongs to the type, and there is none for sequences and maps.
        OrtHandle.ThrowIfFailed(OrtTable.AsTensorInfo(type.Value, &info));
        var (element, sizes) = info == 0 ? (OnnxElement.Other, []) : Describe(info);
        return new(text, element, sizes);
    }

    private static string? Take(byte* text)
    {
        if (text is null) return null;
        var taken = Marshal.PtrToStringUTF8((nint)text);
        OrtHandle.ThrowIfFailed(OrtTable.Free(Allocator(), text));
        return taken;
    }
}

using Athanor.Datasets.Client.Import;

namespace Athanor.Datasets.Client.Sources;

/// <summary>Content that was read whole, or why there is none.</summary>
internal readonly record struct ContentRead(ReadOnlyMemory<byte> Content, FileStamp Stamp, PlannedState State)
{
    public static ContentRead Of(ReadOnlyMemory<byte> content, in FileStamp stamp) => new(content, stamp, PlannedState.Read);

    public static ContentRead Vanished { get; } = new(default, default, PlannedState.Vanished);

    public static ContentRead Changing { get; } = new(default, default, PlannedState.Changing);
}

using Athanor.Datasets.Paths;

namespace Athanor.Datasets.Tars;

/// <summary>A file in a tar; its bytes are a range of the archive that starts at the offset.</summary>
internal sealed record TarMember(EntryPath Path, long Size, DateTimeOffset ModifiedAt, long Offset);

using Athanor.Tracking.Artifacts;
using Microsoft.AspNetCore.Http.Metadata;

namespace Athanor.Tracking.Api.Artifacts;

/// <summary>A file may be far longer than any other body.</summary>
internal sealed class FileLimit : IRequestSizeLimitMetadata
{
    public long? MaxRequestBodySize => ArtifactStore.LargestFile;
}

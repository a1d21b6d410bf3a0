using Microsoft.AspNetCore.Http.Metadata;

namespace Athanor.Datasets.Api;

/// <summary>A tar of files may be far longer than any other body.</summary>
internal sealed class ImportLimit : IRequestSizeLimitMetadata
{
    public long? MaxRequestBodySize => DatasetImports.MaximumBody;
}

using Microsoft.AspNetCore.Http.Metadata;

namespace Athanor.WebConsole.Shell;

/// <summary>Marks the routes of the console: their answers carry its headers, and their forms are small.</summary>
internal sealed class ConsoleRoute : IRequestSizeLimitMetadata
{
    public long? MaxRequestBodySize => 64 * 1024;
}

using Microsoft.AspNetCore.Http.Metadata;

namespace Athanor.WebConsole.Shell;

/// <summary>The bound on what a form of the console may send.</summary>
internal sealed class FormLimit(long maximumBytes = FormLimit.Usual) : IRequestSizeLimitMetadata
{
    private const long Usual = 64 * 1024;

    public long? MaxRequestBodySize => maximumBytes;
}

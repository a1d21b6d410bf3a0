using System.Text;
using Athanor.Foundation.Problems;

namespace Athanor.Datasets.Checks.Declaration;

/// <summary>The bytes of the file become a text: bounded, and UTF-8.</summary>
internal static class DeclarationText
{
    public static async Task<string> ReadAsync(Stream content, CancellationToken cancellation)
    {
        var bytes = new byte[CheckDeclaration.MaximumSize + 1];
        var length = await content.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellation);
        if (length > CheckDeclaration.MaximumSize) throw new ProblemException(ChecksProblems.BadDeclaration(1, $"it is larger than {CheckDeclaration.MaximumSize >> 10} KiB"));
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes, 0, length);
        }
        catch (DecoderFallbackException error)
        {
            throw new ProblemException(ChecksProblems.BadDeclaration(1, "it is no UTF-8 text"), error);
        }
    }
}

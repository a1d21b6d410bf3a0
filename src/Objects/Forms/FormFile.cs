using Athanor.Foundation.Files;
using Athanor.Objects.Signing;
using Athanor.Objects.Wire;

namespace Athanor.Objects.Forms;

/// <summary>The file in a form as it comes, held to the lengths that the signer of the form allows; nothing is kept of one that is longer.</summary>
internal sealed class FormFile(Stream section, PostPolicy? policy) : PassingStream
{
    private long _length;

    public override long Position { get => _length; set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await ReadSectionAsync(buffer, cancellationToken);
        _length += read;
        if (_length > ObjectsOptions.LargestPart) throw new S3Exception(S3Errors.EntityTooLarge);

        // Only the end tells whether it is long enough.
        var error = policy?.FindLengthError(_length);
        if (error is not null && (read == 0 || error.Code == S3Errors.EntityTooLarge.Code)) throw new S3Exception(error);
        return read;
    }

    private async ValueTask<int> ReadSectionAsync(Memory<byte> buffer, CancellationToken cancellation)
    {
        try
        {
            return await section.ReadAsync(buffer, cancellation);
        }
        catch (IOException failure) when (failure is not Microsoft.AspNetCore.Http.BadHttpRequestException)
        {
            // The body ended before the boundary that ends the file.
            throw new S3Exception(S3Errors.IncompleteBody);
        }
    }
}

using Athanor.Objects.Signing;
using Athanor.Objects.Wire;

namespace Athanor.Objects.Forms;

/// <summary>The file in a form as it comes, held to the lengths that the signer of the form allows; nothing is kept of one that is longer.</summary>
internal sealed class FormFile(Stream section, PostPolicy? policy) : Stream
{
    private long _length;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
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

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    public override void Flush() => throw new NotSupportedException();
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

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

namespace Athanor.Objects.Wire;

/// <summary>Carries an S3 error out of a stream that is read by somebody who speaks no S3; the door answers with it.</summary>
internal sealed class S3Exception(S3Error error) : IOException(error.Message)
{
    public S3Error Error { get; } = error;
}

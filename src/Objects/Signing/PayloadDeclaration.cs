using Athanor.Objects.Wire;

namespace Athanor.Objects.Signing;

/// <summary>What <c>x-amz-content-sha256</c> says: a hash, or one of the protocol's words.</summary>
internal sealed record PayloadDeclaration(PayloadKind Kind, string Text)
{
    public const string Header = "x-amz-content-sha256";

    private const string UnsignedText = "UNSIGNED-PAYLOAD";

    public static PayloadDeclaration Unsigned { get; } = new(PayloadKind.Unsigned, UnsignedText);

    /// <summary>The SHA-256 that the body must have, where the request says one.</summary>
    public byte[]? Hash => Kind == PayloadKind.Hashed ? Convert.FromHexString(Text) : null;

    public bool IsChunked => Kind is PayloadKind.SignedChunks or PayloadKind.SignedChunksWithTrailer or PayloadKind.UnsignedChunksWithTrailer;

    public static Reading<PayloadDeclaration> Read(string text) => text switch
    {
        UnsignedText => Unsigned,
        "STREAMING-AWS4-HMAC-SHA256-PAYLOAD" => new PayloadDeclaration(PayloadKind.SignedChunks, text),
        "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER" => new PayloadDeclaration(PayloadKind.SignedChunksWithTrailer, text),
        "STREAMING-UNSIGNED-PAYLOAD-TRAILER" => new PayloadDeclaration(PayloadKind.UnsignedChunksWithTrailer, text),
        "STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD" or "STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD-TRAILER" => S3Error.NotImplemented(text),
        { Length: 64 } when text.All(char.IsAsciiHexDigit) => new PayloadDeclaration(PayloadKind.Hashed, text),
        _ => S3Errors.InvalidArgument
            .Because("x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-UNSIGNED-PAYLOAD-TRAILER, STREAMING-AWS4-HMAC-SHA256-PAYLOAD, STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER, or a valid sha256 value.")
            .With("ArgumentName", Header)
            .With("ArgumentValue", text),
    };
}

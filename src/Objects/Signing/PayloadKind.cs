namespace Athanor.Objects.Signing;

/// <summary>How the body comes, and what vouches for it.</summary>
internal enum PayloadKind
{
    /// <summary>As it is; the signature covers its hash.</summary>
    Hashed,

    /// <summary>As it is; nothing vouches for it.</summary>
    Unsigned,

    /// <summary>In chunks, each with its signature.</summary>
    SignedChunks,

    /// <summary>In chunks, each with its signature, and a signed trailer.</summary>
    SignedChunksWithTrailer,

    /// <summary>In chunks without signatures, and a trailer.</summary>
    UnsignedChunksWithTrailer,
}

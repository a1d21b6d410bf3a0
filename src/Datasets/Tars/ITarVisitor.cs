namespace Athanor.Datasets.Tars;

/// <summary>Told of the files of a tar while it passes: a file begins, its content follows in as many pieces as it came in, and it ends.</summary>
internal interface ITarVisitor
{
    void Begin(TarMember member);
    void Content(ReadOnlySpan<byte> bytes);
    void End(TarMember member);
}

namespace Athanor.Datasets.Tars;

/// <summary>For tars whose content would be too long to write.</summary>
internal sealed class FirstMember : ITarVisitor
{
    public TarMember? Member { get; private set; }

    public void Begin(TarMember member) => Member = member;
    public void Content(ReadOnlySpan<byte> bytes) { }
    public void End(TarMember member) { }
}

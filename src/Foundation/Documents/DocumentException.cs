namespace Athanor.Foundation.Documents;

/// <summary>What is wrong with a document that somebody wrote: the line, the section it is in ("" for the document itself), and the fault in words. Who reads it makes a problem of it.</summary>
public sealed class DocumentException(long line, string section, string fault) : Exception(fault)
{
    public long Line { get; } = Math.Max(1, line);

    public string Section { get; } = section;
}

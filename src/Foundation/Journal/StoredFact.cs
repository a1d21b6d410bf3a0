namespace Athanor.Foundation.Journal;

/// <summary>A row of the Journal exactly as stored: what the hash covers.</summary>
internal sealed record StoredFact(
    long Sequence, long Microseconds, string Actor, string Project, string Verb, string Subject, string Parents, string Details, byte[] Hash)
{
    public byte[] HashAfter(byte[] previous) => JournalChain.Hash(previous, Sequence, Microseconds, Actor, Project, Verb, Subject, Parents, Details);
}

namespace Athanor.Foundation.Journal;

/// <summary>A row of the Journal exactly as stored, its texts as bytes: what the hash covers.</summary>
internal sealed record StoredFact(
    long Sequence, long Microseconds, byte[] Actor, byte[] Project, byte[] Verb, byte[] Subject, byte[] Parents, byte[] Details, byte[] Hash)
{
    public byte[] HashAfter(byte[] previous) => JournalChain.Hash(previous, Sequence, Microseconds, Actor, Project, Verb, Subject, Parents, Details);
}

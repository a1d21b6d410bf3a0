using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Athanor.Datasets.Client;

/// <summary>Tells whether a branch is still as it was: which one it is, since another may have been made under its name, and the version that each change raises.</summary>
public readonly record struct BranchMark(ulong Identity, long Version)
{
    public static BranchMark Of(string identity, long version) => new(BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(identity))), version);
}

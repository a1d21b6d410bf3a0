using System.Buffers.Binary;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace Athanor.Compute.Collectives.Rendezvous;

/// <summary>
/// Both ends prove that they know a key without showing it: each sends a number that was never used before, and answers the other's by HMAC-SHA256.
/// The one who connects speaks first: mark, errand, number. Nothing else is read before the proof is good.
/// </summary>
internal static class SecretProof
{
    private const int NumberBytes = 32;
    private const int ProofBytes = HMACSHA256.HashSizeInBytes;
    private const int HelloBytes = sizeof(long) + sizeof(int) + NumberBytes;

    // "ATHGANG1"
    private const long Mark = 0x31474E4147485441;

    /// <summary>For the one who listens: an errand without a key is none.</summary>
    public static async Task<Guest> AskAsync(Socket socket, Func<int, byte[]?> keyOf, CancellationToken cancellation)
    {
        var hello = await UnwatchedSocket.ReadAsync(socket, HelloBytes, cancellation);
        if (BinaryPrimitives.ReadInt64LittleEndian(hello) != Mark) throw Unproven;
        var errand = BinaryPrimitives.ReadInt32LittleEndian(hello.AsSpan(sizeof(long)));
        var key = keyOf(errand) ?? throw Unproven;
        var number = RandomNumberGenerator.GetBytes(NumberBytes);

        byte[] answer = [.. number, .. Proof(key, "host", hello, number)];
        await UnwatchedSocket.WriteAsync(socket, answer, cancellation);
        var proof = await UnwatchedSocket.ReadAsync(socket, ProofBytes, cancellation);
        return CryptographicOperations.FixedTimeEquals(proof, Proof(key, "guest", hello, number)) ? new(socket, errand, Proof(key, "session", hello, number)) : throw Unproven;
    }

    /// <summary>For the one who connects; answers the key of this connection.</summary>
    public static async Task<byte[]> GiveAsync(Socket socket, int errand, byte[] key, CancellationToken cancellation)
    {
        var hello = new byte[HelloBytes];
        BinaryPrimitives.WriteInt64LittleEndian(hello, Mark);
        BinaryPrimitives.WriteInt32LittleEndian(hello.AsSpan(sizeof(long)), errand);
        RandomNumberGenerator.Fill(hello.AsSpan(HelloBytes - NumberBytes));

        await UnwatchedSocket.WriteAsync(socket, hello, cancellation);
        var answer = await UnwatchedSocket.ReadAsync(socket, NumberBytes + ProofBytes, cancellation);
        var number = answer[..NumberBytes];
        if (!CryptographicOperations.FixedTimeEquals(answer.AsSpan(NumberBytes), Proof(key, "host", hello, number))) throw Unproven;
        await UnwatchedSocket.WriteAsync(socket, Proof(key, "guest", hello, number), cancellation);
        return Proof(key, "session", hello, number);
    }

    /// <summary>A key for one use, out of one from which it tells nothing.</summary>
    public static byte[] Derive(ReadOnlySpan<byte> key, ReadOnlySpan<byte> use) => HMACSHA256.HashData(key, use);

    private static CollectiveException Unproven => new("The other end does not know the secret of this gang.");

    private static byte[] Proof(byte[] key, string side, byte[] hello, byte[] number)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        hash.AppendData(Encoding.ASCII.GetBytes(side));
        hash.AppendData(hello);
        hash.AppendData(number);
        return hash.GetHashAndReset();
    }
}

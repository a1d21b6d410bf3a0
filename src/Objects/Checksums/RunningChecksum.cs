using System.Security.Cryptography;

namespace Athanor.Objects.Checksums;

/// <summary>One checksum over content that arrives in pieces.</summary>
internal sealed class RunningChecksum : IDisposable
{
    private readonly ChecksumAlgorithm _algorithm;
    private readonly ReflectedCrc? _crc;
    private readonly IncrementalHash? _hash;
    private ulong _state;

    public RunningChecksum(ChecksumAlgorithm algorithm)
    {
        _algorithm = algorithm;
        _crc = ChecksumAlgorithms.CrcOf(algorithm);
        _state = _crc?.Seed ?? 0;
        if (_crc is null) _hash = IncrementalHash.CreateHash(algorithm == ChecksumAlgorithm.Sha1 ? HashAlgorithmName.SHA1 : HashAlgorithmName.SHA256);
    }

    public ChecksumAlgorithm Algorithm => _algorithm;

    public void Append(ReadOnlySpan<byte> content)
    {
        if (_crc is not null) _state = _crc.Append(_state, content);
        else _hash!.AppendData(content);
    }

    public Checksum Finish() => _crc is not null ? Checksum.From(_algorithm, _state ^ _crc.Seed) : Checksum.From(_algorithm, _hash!.GetHashAndReset());

    public void Dispose() => _hash?.Dispose();
}

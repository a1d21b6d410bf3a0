using System.Buffers;
using System.Text;
using Athanor.Objects.Names;

namespace Athanor.Objects.Signing;

/// <summary>A query as it was sent, each name and value decoded once; a plus is a space.</summary>
internal static class QueryParameters
{
    /// <summary>The value; null where there is none. Twice is as bad as not at all, for each reader could take another.</summary>
    public static string? Find(ReadOnlySpan<char> query, string name, out bool isRepeated)
    {
        string? found = null;
        isRepeated = false;
        foreach (var range in query.Split('&'))
        {
            SplitParameter(query[range], out var sentName, out var value);
            if (!IsNamed(sentName, name)) continue;

            isRepeated |= found is not null;
            found = PercentEncoding.TryDecode(value, plusIsSpace: true) ?? "";
        }
        return found;
    }

    /// <summary>Encoded anew and sorted, as the signature covers it.</summary>
    public static void WriteCanonical(ReadOnlySpan<char> query, string? except, IBufferWriter<byte> target)
    {
        var parameters = new List<(string Name, string Value)>();
        foreach (var range in query.Split('&'))
        {
            if (query[range].IsEmpty) continue;
            SplitParameter(query[range], out var name, out var value);
            var canonical = (Name: EncodeAnew(name), Value: EncodeAnew(value));
            if (canonical.Name != except) parameters.Add(canonical);
        }

        parameters.Sort(static (left, right) => string.CompareOrdinal(left.Name, right.Name) is var order and not 0 ? order : string.CompareOrdinal(left.Value, right.Value));
        for (var index = 0; index < parameters.Count; index++)
        {
            if (index > 0) target.Write("&"u8);
            Encoding.ASCII.GetBytes(parameters[index].Name, target);
            target.Write("="u8);
            Encoding.ASCII.GetBytes(parameters[index].Value, target);
        }
    }

    private static bool IsNamed(ReadOnlySpan<char> sent, string name) =>
        sent.ContainsAny('%', '+') ? PercentEncoding.TryDecode(sent, plusIsSpace: true) == name : sent.SequenceEqual(name);

    private static void SplitParameter(ReadOnlySpan<char> parameter, out ReadOnlySpan<char> name, out ReadOnlySpan<char> value)
    {
        var equals = parameter.IndexOf('=');
        name = equals < 0 ? parameter : parameter[..equals];
        value = equals < 0 ? default : parameter[(equals + 1)..];
    }

    private static string EncodeAnew(ReadOnlySpan<char> encoded)
    {
        if (encoded.IsEmpty) return "";
        var bytes = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(encoded.Length));
        try
        {
            var length = PercentEncoding.DecodeBytes(encoded, plusIsSpace: true, bytes, out _);
            var anew = new ArrayBufferWriter<byte>(length + 16);
            PercentEncoding.Encode(bytes.AsSpan(0, length), keepSlash: false, anew);
            return Encoding.ASCII.GetString(anew.WrittenSpan);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }
}

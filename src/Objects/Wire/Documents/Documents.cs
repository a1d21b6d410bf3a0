using System.Buffers;
using System.Text;

namespace Athanor.Objects.Wire.Documents;

internal static class Documents
{
    /// <summary>A document as it is kept in the database.</summary>
    public static string TextOf(Action<IBufferWriter<byte>> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        write(buffer);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}

using System.Buffers;
using System.Globalization;
using System.Text;
using Athanor.Objects.Names;

namespace Athanor.Objects.Wire.Xml;

/// <summary>
/// Writes the XML of an answer as it goes. Characters that XML cannot hold become references, as S3 does it: a parser then says
/// that it cannot read them, where a replacement would have it act on another key. <c>encoding-type=url</c> avoids them.
/// </summary>
internal sealed class XmlAnswer(IBufferWriter<byte> target, bool encodesKeys = false)
{
    private static readonly SearchValues<char> Special = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Select(code => (char)code).Where(letter => letter is not ('\t' or '\n')), '&', '<', '>', '"', '\uFFFE', '\uFFFF']);

    private readonly Stack<string> _open = new();

    public bool EncodesKeys => encodesKeys;

    public XmlAnswer Begin(string root)
    {
        target.Write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<"u8);
        WriteRaw(root);
        target.Write(" xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">"u8);
        _open.Push(root);
        return this;
    }

    public XmlAnswer Open(string name)
    {
        target.Write("<"u8);
        WriteRaw(name);
        target.Write(">"u8);
        _open.Push(name);
        return this;
    }

    public XmlAnswer Close()
    {
        target.Write("</"u8);
        WriteRaw(_open.Pop());
        target.Write(">"u8);
        return this;
    }

    public void End()
    {
        while (_open.Count > 0) Close();
    }

    /// <summary>An element with text; none where there is no text to write.</summary>
    public XmlAnswer Text(string name, string? value)
    {
        if (value is null) return this;
        Open(name);
        WriteEscaped(value);
        return Close();
    }

    /// <summary>A key, a prefix or a delimiter: percent-encoded where the client asked for that. A space is %20, which every decoder reads.</summary>
    public XmlAnswer Key(string name, string? value) => Text(name, encodesKeys && value is not null ? PercentEncoding.Encode(value, keepSlash: true) : value);

    public XmlAnswer Number(string name, long? value) => Text(name, value?.ToString(CultureInfo.InvariantCulture));

    public XmlAnswer Flag(string name, bool value) => Text(name, value ? "true" : "false");

    public XmlAnswer Time(string name, DateTimeOffset? value) => Text(name, value is { } moment ? Iso8601.Format(moment) : null);

    public XmlAnswer Each<T>(IEnumerable<T> items, Action<XmlAnswer, T> write)
    {
        foreach (var item in items) write(this, item);
        return this;
    }

    private void WriteEscaped(ReadOnlySpan<char> text)
    {
        while (text.IndexOfAny(Special) is >= 0 and var at)
        {
            WriteRaw(text[..at]);
            WriteRaw(text[at] switch
            {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                '"' => "&quot;",
                var other => $"&#{(int)other};",
            });
            text = text[(at + 1)..];
        }
        WriteRaw(text);
    }

    private void WriteRaw(ReadOnlySpan<char> text) => Encoding.UTF8.GetBytes(text, target);
}

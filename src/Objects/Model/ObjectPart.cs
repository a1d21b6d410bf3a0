using System.Text.Json.Serialization;

namespace Athanor.Objects.Model;

/// <summary>A part of an object that was uploaded in parts. There may be ten thousand in a row, so their names in it are short.</summary>
public sealed record ObjectPart([property: JsonPropertyName("n")] int Number, [property: JsonPropertyName("s")] long Size, [property: JsonPropertyName("c")] string? Checksum);

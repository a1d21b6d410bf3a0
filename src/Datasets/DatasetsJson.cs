using System.Text.Json.Serialization;
using Athanor.Objects.Model;

namespace Athanor.Datasets;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ObjectHeaders))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, string>))]
internal sealed partial class DatasetsJson : JsonSerializerContext;

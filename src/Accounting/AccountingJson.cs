using System.Text.Json.Serialization;
using Athanor.Foundation.Usage;

namespace Athanor.Accounting;

/// <summary>Accelerators as they stand in the tables.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(IReadOnlyList<AcceleratorAmount>))]
internal sealed partial class AccountingJson : JsonSerializerContext;

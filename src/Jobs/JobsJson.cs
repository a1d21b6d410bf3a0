using System.Text.Json.Serialization;
using Athanor.Jobs.Model;

namespace Athanor.Jobs;

/// <summary>What of jobs is kept as JSON, and how.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(JobSpecification))]
[JsonSerializable(typeof(IReadOnlyList<ReplicaPlace>))]
[JsonSerializable(typeof(IReadOnlyList<int?>), TypeInfoPropertyName = "ExitCodes")]
internal sealed partial class JobsJson : JsonSerializerContext;

using System.Text.Json.Serialization;

namespace Athanor.Jobs.Replicas;

/// <summary>Generated, because a shim must start in a few milliseconds.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(ReplicaLaunch))]
[JsonSerializable(typeof(ReplicaStart))]
[JsonSerializable(typeof(ReplicaEnd))]
[JsonSerializable(typeof(StopRequest))]
internal sealed partial class ReplicaJson : JsonSerializerContext;

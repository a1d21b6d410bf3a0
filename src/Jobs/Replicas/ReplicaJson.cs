using System.Text.Json;
using System.Text.Json.Serialization;
using Athanor.Foundation.Units;

namespace Athanor.Jobs.Replicas;

/// <summary>Generated, because a shim must start in a few milliseconds.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(ReplicaLaunch))]
[JsonSerializable(typeof(ReplicaStart))]
[JsonSerializable(typeof(ReplicaEnd))]
[JsonSerializable(typeof(StopRequest))]
internal sealed partial class ReplicaJson : JsonSerializerContext
{
    /// <summary>Reads and writes one of each. The first time takes a hundred times as long as the next, most of it for the compiler, and a shim that waits for its first replica has that time.</summary>
    public static void WarmUp()
    {
        Repeat(new ReplicaLaunch(0, 0, 0, [], "") { Limits = new() { Memory = default(Bytes), Cpus = default(Cpus), Processes = 1, Processors = [0] }, TimeLimit = System.TimeSpan.Zero });
        Repeat(new ReplicaStart(0, 0, "", default));
        Repeat(new ReplicaEnd(default, 0, 0, default));
        Repeat(new StopRequest(null, default));
    }

    private static void Repeat<T>(T value) => JsonSerializer.Deserialize(JsonSerializer.SerializeToUtf8Bytes(value, typeof(T), Default), typeof(T), Default);
}

using System.Text.Json.Serialization;
using Athanor.Tracking.Model;
using Athanor.Tracking.Registry.Gates;

namespace Athanor.Tracking;

/// <summary>What stands as JSON in the tables.</summary>
[JsonSerializable(typeof(IReadOnlyList<NamedText>))]
[JsonSerializable(typeof(Gate))]
internal sealed partial class TrackingJson : JsonSerializerContext;

using System.Text.Json.Serialization;
using Athanor.Tracking.Model;

namespace Athanor.Tracking;

/// <summary>What stands as JSON in the tables.</summary>
[JsonSerializable(typeof(IReadOnlyList<NamedText>))]
internal sealed partial class TrackingJson : JsonSerializerContext;

using System.Text.Json;
using System.Text.Json.Serialization;

namespace Athanor.Training.Worker;

internal static class WorkerJson
{
    public static readonly JsonSerializerOptions Line = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } };
    public static readonly JsonSerializerOptions Document = new(Line) { WriteIndented = true };
}

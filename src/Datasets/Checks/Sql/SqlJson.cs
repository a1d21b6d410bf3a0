using System.Text.Json.Serialization;

namespace Athanor.Datasets.Checks.Sql;

/// <summary>How a query and its answer pass between two processes of the same program.</summary>
[JsonSerializable(typeof(SqlRequest))]
[JsonSerializable(typeof(SqlResponse))]
internal sealed partial class SqlJson : JsonSerializerContext;

using System.Text.Json;
using System.Text.Json.Serialization;
using Athanor.App.Server;

namespace Athanor.App;

/// <summary>Files of our own, written and read without reflection: the CLI starts with these.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true)]
[JsonSerializable(typeof(RunningServer))]
[JsonSerializable(typeof(AdminKey))]
internal sealed partial class AppJson : JsonSerializerContext;

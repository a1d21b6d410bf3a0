using System.Text.Json;
using Athanor.Foundation.Files;

namespace Athanor.App.Server;

/// <summary>The first administrator's key, kept where only the owner of the data directory can read it.</summary>
internal sealed record AdminKey(string KeyId, string Secret)
{
    public string Token => $"{KeyId}.{Secret}";

    public void Write(string file) => PrivateFile.Write(file, JsonSerializer.Serialize(this, AppJson.Default.AdminKey) + "\n");

    public static AdminKey? Read(string file)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllText(file), AppJson.Default.AdminKey);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }
}

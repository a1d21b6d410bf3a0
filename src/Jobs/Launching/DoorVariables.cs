using Athanor.Access;

namespace Athanor.Jobs.Launching;

/// <summary>Points stock clients at this server, with the key of the job.</summary>
internal static class DoorVariables
{
    public static IEnumerable<KeyValuePair<string, string>> Of(ServerAddresses server, IssuedKey key)
    {
        var variables = new Dictionary<string, string>
        {
            ["ATHANOR_URL"] = server.Main,
            ["ATHANOR_TOKEN"] = key.Token,
            ["MLFLOW_TRACKING_URI"] = server.Main,
            ["MLFLOW_TRACKING_TOKEN"] = key.Token,
            ["OPENAI_BASE_URL"] = $"{server.Main}/v1",
            ["OPENAI_API_KEY"] = key.Token,
        };
        if (server.S3 is not { } s3) return variables;
        (variables["AWS_ENDPOINT_URL_S3"], variables["AWS_ACCESS_KEY_ID"], variables["AWS_SECRET_ACCESS_KEY"]) = (s3, key.Key.Id, key.Secret);
        variables["AWS_REGION"] = variables["AWS_DEFAULT_REGION"] = server.S3Region;
        return variables;
    }
}

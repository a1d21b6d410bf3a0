using System.Net.Http.Json;
using Athanor.EndToEnd.Objects;

namespace Athanor.EndToEnd.Tracking;

/// <summary>Versions made from objects: what the S3 door keeps from somebody, the registry keeps, too.</summary>
public sealed class ModelSourceTests(AthanorServer server) : IClassFixture<AthanorServer>
{
    private const string Mlflow = "/api/2.0/mlflow/";

    [Fact]
    public async Task Only_what_the_caller_may_read_in_a_bucket_of_the_project_becomes_a_version()
    {
        foreach (var project in new[] { "plants", "rocks" }) await server.Client.CreateAsync("/api/v1/projects", new { name = project });
        using var ada = server.CreateClient(await server.AddPersonAsync("ada", "contributor", "plants"));
        using var operated = server.CreateClient(await server.AddPersonAsync("olga", "operator", "plants"));
        await AthanorCommand.RunAsync(server, "objects", "mb", "s3://nets", "--project", "plants");
        await AthanorCommand.RunAsync(server, "objects", "mb", "s3://theirs", "--project", "rocks");
        await PythonScript.RunAsync(server, """
            for key in ['open/model/weights', 'closed/model/weights']: admin.put_object(Bucket='nets', Key=key, Body=b'weights')
            admin.put_object(Bucket='theirs', Key='model/weights', Body=b'weights')
            admin.put_bucket_policy(Bucket='nets', Policy=policy(statement('Deny', {'AWS': 'person/ada'}, 's3:GetObject', arn('nets', 'closed/*'))))
            """);
        await ada.CreateAsync(Mlflow + "registered-models/create", new { name = "leaves" });

        Assert.Equal(200, await RegisterAsync(ada, "s3://nets/open/model"));
        Assert.Equal(403, await RegisterAsync(ada, "s3://nets/closed/model"));
        Assert.Equal(400, await RegisterAsync(ada, "s3://nets/open/../closed/model"));
        Assert.Equal(403, await RegisterAsync(ada, "s3://theirs/model"));
        Assert.Equal(403, await RegisterAsync(ada, "s3://no-such-bucket/model"));
        Assert.Equal(200, await RegisterAsync(operated, "s3://nets/closed/model"));
        Assert.Equal(403, await RegisterAsync(ada, "models:/leaves/2"));

        using var administrator = new HttpRequestMessage(HttpMethod.Post, Mlflow + "model-versions/create") { Content = JsonContent.Create(new { name = "leaves", source = "s3://theirs/model" }), Headers = { { "X-MLFLOW-WORKSPACE", "plants" } } };
        using var foreign = await server.Client.SendAsync(administrator, TestContext.Current.CancellationToken);
        Assert.Contains("does not belong to the project plants", await foreign.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_role_does_what_is_its_own()
    {
        await server.Client.CreateAsync("/api/v1/projects", new { name = "stones" });
        using var viewer = server.CreateClient(await server.AddPersonAsync("vera", "viewer", "stones"));
        using var contributor = server.CreateClient(await server.AddPersonAsync("carl", "contributor", "stones"));
        using var stranger = server.CreateClient(await server.AddPersonAsync("sam"));
        await contributor.CreateAsync(Mlflow + "registered-models/create", new { name = "granite" });
        var run = (await contributor.CreateAsync(Mlflow + "runs/create", new { experiment_id = "0" })).GetProperty("run").GetProperty("info").GetProperty("run_id").GetString();
        await contributor.CreateAsync(Mlflow + "model-versions/create", new { name = "granite", source = $"runs:/{run}/m" });

        (string Path, object Body)[] moves =
        [
            ("promotions", new { version = "1", alias = "champion", reason = "mine" }), ("rollbacks", new { alias = "champion", reason = "mine" }), ("versions/1/approvals", new { @for = "champion", reason = "mine" }),
        ];
        foreach (var (path, body) in moves) Assert.Equal(403, await StatusAsync(viewer, HttpMethod.Post, $"/api/v1/models/granite/{path}", body));
        foreach (var path in new[] { "registered-models/create", "registered-models/alias", "model-versions/create", "model-versions/transition-stage" }) Assert.Equal(403, await StatusAsync(viewer, HttpMethod.Post, Mlflow + path, new { name = "granite" }));
        Assert.Equal(403, await StatusAsync(contributor, HttpMethod.Put, "/api/v1/models/granite/gates/champion", new { approvals = 1 }));
        Assert.Equal(403, await StatusAsync(contributor, HttpMethod.Delete, "/api/v1/models/granite/gates/champion", new { }));
        Assert.Equal(200, await StatusAsync(contributor, HttpMethod.Post, "/api/v1/models/granite/promotions", new { version = "1", alias = "champion", reason = "the only one" }));
        Assert.Equal(200, (int)(await viewer.GetAsync("/api/v1/models/granite/versions/@champion", TestContext.Current.CancellationToken)).StatusCode);
        foreach (var path in new[] { "", "/granite", "/granite/versions/1", "/granite/versions/1/files", "/granite/versions/1/manifest" })
            Assert.Equal(403, (int)(await stranger.GetAsync($"/api/v1/models{path}?project=stones", TestContext.Current.CancellationToken)).StatusCode);
    }

    private static async Task<int> RegisterAsync(HttpClient client, string source) => await StatusAsync(client, HttpMethod.Post, Mlflow + "model-versions/create", new { name = "leaves", source });

    private static async Task<int> StatusAsync(HttpClient client, HttpMethod method, string path, object body)
    {
        using var request = new HttpRequestMessage(method, path) { Content = JsonContent.Create(body) };
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return (int)answer.StatusCode;
    }
}

using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Athanor.App.Tests.Doors;

/// <summary>What clients of MLflow meet at the door: keys, projects, bodies and errors.</summary>
public sealed class MlflowDoorTests(ServerInProcess server) : IClassFixture<ServerInProcess>
{
    private const string Prefix = "/api/2.0/mlflow/";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("GET", Prefix + "no/such", 404, "ENDPOINT_NOT_FOUND")]
    [InlineData("DELETE", Prefix + "runs/create", 404, "ENDPOINT_NOT_FOUND")]
    [InlineData("GET", Prefix + "webhooks/search", 501, "NOT_IMPLEMENTED")]
    [InlineData("POST", "/ajax-api/3.0/mlflow/traces/search", 501, "NOT_IMPLEMENTED")]
    [InlineData("PUT", "/api/2.0/mlflow-artifacts/artifacts/1/x", 404, "RESOURCE_DOES_NOT_EXIST")]
    [InlineData("GET", "/api/2.0/mlflow-artifacts/no/such", 404, "ENDPOINT_NOT_FOUND")]
    [InlineData("GET", "/get-artifact?run_id=x&path=y", 404, "RESOURCE_DOES_NOT_EXIST")]
    [InlineData("POST", Prefix + "artifacts/presigned-upload-url", 501, "NOT_IMPLEMENTED")]
    [InlineData("GET", Prefix + "runs/get", 400, "INVALID_PARAMETER_VALUE")]
    [InlineData("GET", Prefix + "runs/get?run_id=x", 404, "RESOURCE_DOES_NOT_EXIST")]
    [InlineData("GET", Prefix + "experiments/get?experiment_id=99999999999999999999", 404, "RESOURCE_DOES_NOT_EXIST")]
    [InlineData("GET", Prefix + "artifacts/list?run_id=x&path=..%5Cx", 400, "INVALID_PARAMETER_VALUE")]
    public async Task What_is_not_there_is_said_in_MLflows_words(string method, string path, int status, string code)
    {
        using var answer = await server.Client.SendAsync(new(new(method), path), Cancellation);

        await AssertRefusedAsync(answer, status, code);
    }

    [Theory]
    [InlineData("{", "BAD_REQUEST")]
    [InlineData("[]", "BAD_REQUEST")]
    [InlineData("{\"name\": 5}", "INVALID_PARAMETER_VALUE")]
    [InlineData("{\"name\": \"\\ud800\"}", "INVALID_PARAMETER_VALUE")]
    [InlineData("{\"name\": \"a\\u0000b\"}", "INVALID_PARAMETER_VALUE")]
    [InlineData("{\"name\": \"a\", \"tags\": [5]}", "INVALID_PARAMETER_VALUE")]
    [InlineData("", "INVALID_PARAMETER_VALUE")]
    public async Task A_body_that_makes_no_sense_is_refused(string body, string code)
    {
        using var answer = await server.Client.PostAsync(Prefix + "experiments/create", new StringContent(body, Encoding.UTF8, "text/plain"), Cancellation);

        await AssertRefusedAsync(answer, 400, code);
    }

    [Fact]
    public async Task A_batch_of_more_than_a_megabyte_is_refused()
    {
        using var answer = await server.Client.PostAsync(Prefix + "runs/log-batch", new StringContent($"{{\"run_id\": \"{new string('x', 1_000_000)}\"}}"), Cancellation);

        await AssertRefusedAsync(answer, 400, "INVALID_PARAMETER_VALUE");
    }

    [Fact]
    public async Task A_stranger_is_asked_for_a_key_in_MLflows_words()
    {
        using var stranger = new HttpClient { BaseAddress = server.Client.BaseAddress };

        using var answer = await stranger.GetAsync(Prefix + "experiments/search", Cancellation);

        await AssertRefusedAsync(answer, 401, "UNAUTHENTICATED");
        Assert.NotEmpty(answer.Headers.WwwAuthenticate);
    }

    [Fact]
    public async Task A_key_reaches_its_own_projects_only_and_a_viewer_changes_nothing()
    {
        foreach (var project in new[] { "plants", "rocks" }) await CreateAsync("/api/v1/projects", new { name = project });
        using var ada = await AddPersonAsync("ada", ("plants", "contributor"));
        using var bob = await AddPersonAsync("bob", ("rocks", "contributor"), ("plants", "viewer"));
        var run = (await PostAsync(ada, "runs/create", new { experiment_id = "0", run_name = "adas" })).GetProperty("run").GetProperty("info").GetProperty("run_id").GetString()!;

        await AssertRefusedAsync(await bob.GetAsync($"{Prefix}runs/get?run_id={run}", Cancellation), 400, "INVALID_PARAMETER_VALUE");
        bob.DefaultRequestHeaders.Add("X-MLFLOW-WORKSPACE", "rocks");
        await AssertRefusedAsync(await bob.GetAsync($"{Prefix}runs/get?run_id={run}", Cancellation), 404, "RESOURCE_DOES_NOT_EXIST");
        bob.DefaultRequestHeaders.Remove("X-MLFLOW-WORKSPACE");
        bob.DefaultRequestHeaders.Add("X-MLFLOW-WORKSPACE", "plants");
        Assert.Equal(HttpStatusCode.OK, (await bob.GetAsync($"{Prefix}runs/get?run_id={run}", Cancellation)).StatusCode);
        const string Files = "/api/2.0/mlflow-artifacts/artifacts/0/";
        Assert.Equal(HttpStatusCode.OK, (await ada.PutAsync($"{Files}{run}/artifacts/a", new StringContent("x"), Cancellation)).StatusCode);
        Assert.Equal("x", await bob.GetStringAsync($"{Files}{run}/artifacts/a", Cancellation));
        await AssertRefusedAsync(await bob.PutAsync($"{Files}{run}/artifacts/a", new StringContent("y"), Cancellation), 403, "PERMISSION_DENIED");
        await AssertRefusedAsync(await bob.DeleteAsync($"{Files}{run}/artifacts/a", Cancellation), 403, "PERMISSION_DENIED");
        await AssertRefusedAsync(await bob.PostAsJsonAsync($"/api/2.0/mlflow-artifacts/mpu/create/0/{run}/artifacts", new { path = "a", num_parts = 1 }, Cancellation), 403, "PERMISSION_DENIED");
        await AssertRefusedAsync(await bob.PostAsJsonAsync($"{Prefix}logged-models", new { experiment_id = "0" }, Cancellation), 403, "PERMISSION_DENIED");
        bob.DefaultRequestHeaders.Remove("X-MLFLOW-WORKSPACE");
        bob.DefaultRequestHeaders.Add("X-MLFLOW-WORKSPACE", "rocks");
        await AssertRefusedAsync(await bob.GetAsync($"{Files}{run}/artifacts/a", Cancellation), 404, "RESOURCE_DOES_NOT_EXIST");
        await AssertRefusedAsync(await bob.PutAsync($"{Files}{run}/artifacts/a", new StringContent("y"), Cancellation), 404, "RESOURCE_DOES_NOT_EXIST");
        await AssertRefusedAsync(await bob.GetAsync($"/get-artifact?run_id={run}&path=a", Cancellation), 404, "RESOURCE_DOES_NOT_EXIST");
        bob.DefaultRequestHeaders.Remove("X-MLFLOW-WORKSPACE");
        bob.DefaultRequestHeaders.Add("X-MLFLOW-WORKSPACE", "plants");
        await AssertRefusedAsync(await bob.PostAsJsonAsync($"{Prefix}runs/delete", new { run_id = run }, Cancellation), 403, "PERMISSION_DENIED");
        await AssertRefusedAsync(await bob.PostAsJsonAsync($"{Prefix}runs/log-batch", new { run_id = run }, Cancellation), 403, "PERMISSION_DENIED");

        ada.DefaultRequestHeaders.Add("X-MLFLOW-WORKSPACE", "rocks");
        await AssertRefusedAsync(await ada.GetAsync($"{Prefix}experiments/get?experiment_id=0", Cancellation), 403, "PERMISSION_DENIED");
        using var nowhere = new HttpRequestMessage(HttpMethod.Get, $"{Prefix}experiments/get?experiment_id=0") { Headers = { { "X-MLFLOW-WORKSPACE", "nowhere" } } };
        await AssertRefusedAsync(await server.Client.SendAsync(nowhere, Cancellation), 404, "RESOURCE_DOES_NOT_EXIST");
    }

    private static async Task AssertRefusedAsync(HttpResponseMessage answer, int status, string code)
    {
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        Assert.Equal((status, code), ((int)answer.StatusCode, body.GetProperty("error_code").GetString()));
        Assert.NotEmpty(body.GetProperty("message").GetString()!);
    }

    private static async Task<JsonElement> PostAsync(HttpClient client, string path, object body)
    {
        using var answer = await client.PostAsJsonAsync(Prefix + path, body, Cancellation);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Cancellation));
        return await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
    }

    private async Task<JsonElement> CreateAsync(string path, object body)
    {
        using var answer = await server.Client.PostAsJsonAsync(path, body, Cancellation);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Cancellation));
        return await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
    }

    private async Task<HttpClient> AddPersonAsync(string name, params (string Project, string Role)[] roles)
    {
        await CreateAsync("/api/v1/principals", new { name, kind = "person" });
        foreach (var (project, role) in roles) (await server.Client.PutAsJsonAsync($"/api/v1/projects/{project}/roles/{name}", new { role }, Cancellation)).EnsureSuccessStatusCode();
        var token = (await CreateAsync("/api/v1/keys", new { principal = name })).GetProperty("token").GetString();
        var client = new HttpClient { BaseAddress = server.Client.BaseAddress };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }
}

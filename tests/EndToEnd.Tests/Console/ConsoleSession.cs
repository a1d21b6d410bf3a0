using System.Net;

namespace Athanor.EndToEnd.Console;

/// <summary>Signs in the way a browser does, without one.</summary>
internal static class ConsoleSession
{
    public const string CookieName = "athanor-session";

    public static async Task<string> OpenAsync(AthanorServer server, string keyId, string secret, string? earlierCookie = null)
    {
        using var client = server.CreateClient();
        using var answer = await SignInAsync(client, keyId, secret, "/", earlierCookie);
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        return Assert.Single(answer.Headers.GetValues("Set-Cookie")).Split(';')[0].Split('=', 2)[1];
    }

    public static Task<HttpResponseMessage> SignInAsync(HttpClient client, string keyId, string secret, string to, string? earlierCookie = null) =>
        SendAsync(client, HttpMethod.Post, "/sign-in", earlierCookie, new() { ["key-id"] = keyId, ["secret"] = secret, ["to"] = to });

    public static async Task<HttpResponseMessage> SendAsync(HttpClient client, HttpMethod method, string path, string? cookie, Dictionary<string, string>? form = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = form is null ? null : new FormUrlEncodedContent(form) };
        request.Headers.Add("Accept", "text/html");
        if (cookie is not null) request.Headers.Add("Cookie", $"{CookieName}={cookie}");
        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }
}

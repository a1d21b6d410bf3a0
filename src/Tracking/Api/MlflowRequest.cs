using System.Text.Json;
using System.Text.Json.Nodes;
using Athanor.Access.Authorization;
using Athanor.Foundation.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Athanor.Tracking.Api;

/// <summary>A request of a client of MLflow: who asks, in which project, and what it says in its body or its address.</summary>
internal sealed record MlflowRequest(Caller Caller, string Project, Fields Fields, CancellationToken Cancellation)
{
    private static readonly JsonDocumentOptions Bounds = new() { MaxDepth = 16 };

    public string Actor => Caller.Actor;

    /// <summary>Routes bind a parameter of this type once the project is known to be open to the caller.</summary>
    public static async ValueTask<MlflowRequest> BindAsync(HttpContext context)
    {
        var project = await ChooseProjectAsync(context);
        var fields = HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method) ? FromAddress(context.Request.Query) : await FromBodyAsync(context);
        return new(CallerOf(context), project, new(fields), context.RequestAborted);
    }

    /// <summary>The project of the request, where its route may be used by the caller.</summary>
    public static Task<string> ChooseProjectAsync(HttpContext context)
    {
        var permission = context.GetEndpoint()!.Metadata.GetRequiredMetadata<MlflowDemand>().Permission;
        return context.RequestServices.GetRequiredService<ProjectChoice>().ChooseAsync(CallerOf(context), permission, context.Request.Headers[ProjectChoice.Header], context.RequestAborted);
    }

    private static Caller CallerOf(HttpContext context) => context.Features.Get<Caller>() ?? Caller.Anonymous;

    private static JsonElement FromAddress(IQueryCollection query)
    {
        var json = new JsonObject();
        foreach (var (name, values) in query) json[name] = values.Count == 1 ? JsonValue.Create(values[0]) : new JsonArray([.. values.Select(value => (JsonNode?)value)]);
        return JsonSerializer.SerializeToElement(json);
    }

    // Clients say all kinds of things about the kind of their body; MLflow takes it for JSON whatever they say.
    private static async Task<JsonElement> FromBodyAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await CopyAsync(context, body);
        if (body.Length == 0) return JsonSerializer.SerializeToElement(new JsonObject());
        body.Position = 0;
        try
        {
            using var json = await JsonDocument.ParseAsync(body, Bounds, context.RequestAborted);
            return json.RootElement.ValueKind == JsonValueKind.Object ? json.RootElement.Clone() : throw new ProblemException(TrackingProblems.BadJson("it is of another kind."));
        }
        catch (JsonException failure)
        {
            throw new ProblemException(TrackingProblems.BadJson($"it cannot be read at line {failure.LineNumber + 1}."), failure);
        }
    }

    private static async Task CopyAsync(HttpContext context, MemoryStream body)
    {
        var limit = context.GetEndpoint()!.Metadata.GetMetadata<BatchLimit>()?.Bytes;
        if (context.Request.ContentLength is { } length && length > limit) throw new ProblemException(TrackingProblems.BodyTooLarge(length, limit.Value));
        var buffer = new byte[16 << 10];
        for (var read = 1; read > 0;)
        {
            read = await context.Request.Body.ReadAsync(buffer, context.RequestAborted);
            body.Write(buffer, 0, read);
            if (body.Length > limit) throw new ProblemException(TrackingProblems.BodyTooLarge(body.Length, limit.Value));
        }
    }
}

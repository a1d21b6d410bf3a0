using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Athanor.Foundation.Telemetry;

/// <summary>Outermost at every door: gives the request its id, then measures, traces and logs it, whatever happened to it inside.</summary>
public sealed partial class RequestTelemetry
{
    public static readonly ActivitySource Source = new("Athanor");

    private readonly RequestDelegate _next;
    private readonly string _door;
    private readonly TimeProvider _clock;
    private readonly RequestWindow _window;
    private readonly ILogger<RequestTelemetry> _logger;
    private readonly Histogram<double> _duration;
    private readonly UpDownCounter<long> _active;

    public RequestTelemetry(RequestDelegate next, string door, TimeProvider clock, RequestWindow window, IMeterFactory meters, ILogger<RequestTelemetry> logger)
    {
        (_next, _door, _clock, _window, _logger) = (next, door, clock, window, logger);
        var meter = meters.Create("Athanor.Http");
        _duration = meter.CreateHistogram<double>("athanor.http.request.duration", "s", "Time from the first byte of a request's head to the last of its answer.");
        _active = meter.CreateUpDownCounter<long>("athanor.http.requests.active", "{request}", "Requests being answered.");
    }

    public async Task InvokeAsync(HttpContext context)
    {
        var start = _clock.GetTimestamp();
        RequestId.Assign(context, _clock);
        using var activity = StartActivity(context.Request);
        _active.Add(1, new KeyValuePair<string, object?>("door", _door));
        try
        {
            await _next(context);
        }
        finally
        {
            _active.Add(-1, new KeyValuePair<string, object?>("door", _door));
            Finish(context, activity, _clock.GetElapsedTime(start));
        }
    }

    // The framework has an activity of its own around each request, which nobody samples or exports: as a parent it would hide this one.
    private Activity? StartActivity(HttpRequest request)
    {
        Activity.Current = null;
        var hasParent = ActivityContext.TryParse(request.Headers.TraceParent, request.Headers.TraceState, isRemote: true, out var parent);
        return Source.StartActivity($"{request.Method} {_door}", ActivityKind.Server, hasParent ? parent : default);
    }

    private void Finish(HttpContext context, Activity? activity, TimeSpan elapsed)
    {
        // The route's pattern, never the path: paths are without number, and may hold what a log must not.
        var route = context.Features.Get<IRequestOperation>()?.Operation ?? (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "none";
        var status = context.RequestAborted.IsCancellationRequested ? StatusCodes.Status499ClientClosedRequest : context.Response.StatusCode;

        _duration.Record(elapsed.TotalSeconds, new("door", _door), new("method", MethodOf(context)), new("route", route), new("status", status));
        _window.Record(elapsed, isFailure: status >= 500);
        if (activity is not null)
        {
            activity.DisplayName = $"{MethodOf(context)} {route}";
            activity.SetTag("http.request.method", MethodOf(context)).SetTag("http.route", route).SetTag("http.response.status_code", status).SetTag("athanor.request_id", RequestId.Of(context));
            if (status >= 500) activity.SetStatus(ActivityStatusCode.Error);
        }
        Answered(_logger, RequestId.Of(context), _door, MethodOf(context), route, status, elapsed.TotalMilliseconds, context.Features.Get<IRequestActor>()?.Actor ?? "-");
    }

    // A method may be any token a client likes to send; the label takes only the known ones.
    private static string MethodOf(HttpContext context) => context.Request.Method is "GET" or "HEAD" or "PUT" or "POST" or "DELETE" or "PATCH" or "OPTIONS" ? context.Request.Method : "other";

    [LoggerMessage(LogLevel.Information, "{RequestId} {Door} {Method} {Route} {Status} {Milliseconds:0.00} ms {Actor}")]
    private static partial void Answered(ILogger logger, string requestId, string door, string method, string route, int status, double milliseconds, string actor);
}

using System.Net;
using Athanor.Access.Authorization;
using Athanor.Datasets.Loading;
using Athanor.Datasets.Loading.Sources;
using Athanor.Foundation.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Athanor.Datasets.Api;

/// <summary>A server of one dataset's samples, over real connections.</summary>
internal sealed class SamplesServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private SamplesServer(WebApplication app, HttpClient client) => (_app, Client) = (app, client);

    public HttpClient Client { get; }

    public static async Task<SamplesServer> StartAsync(ISampleSource source)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddMetrics().AddSingleton(TimeProvider.System).AddSingleton<SampleReaders>().AddSingleton<ISampleCatalog>(new OneDataset(source));
        var app = builder.Build();
        app.Use(AnswerProblems);
        SamplesApi.Map(app.MapGroup("/datasets/{dataset}"));
        await app.StartAsync(TestContext.Current.CancellationToken);
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return new(app, new() { BaseAddress = new(address) });
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }

    private static async Task AnswerProblems(HttpContext context, RequestDelegate next)
    {
        try
        {
            // As the door does it before an endpoint is reached.
            context.Features.Set(Caller.Anonymous);
            await next(context);
        }
        catch (ProblemException refusal) when (!context.Response.HasStarted)
        {
            context.Response.StatusCode = refusal.Problem.Status;
            await context.Response.WriteAsync(refusal.Problem.Code);
        }
    }

    private sealed class OneDataset(ISampleSource source) : ISampleCatalog
    {
        public Task<ISampleSource> OpenAsync(Caller caller, string dataset, string? reference, CancellationToken cancellation) => Task.FromResult(source);
    }
}

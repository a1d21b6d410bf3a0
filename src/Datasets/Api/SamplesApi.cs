using Athanor.Access.Authorization;
using Athanor.Datasets.Loading;
using Athanor.Datasets.Loading.Reading;
using Athanor.Datasets.Loading.Sources;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Athanor.Datasets.Api;

/// <summary>The samples of a version in the order of an epoch, as a tar that ends with them: for training in any language, on any machine.</summary>
internal static class SamplesApi
{
    public const string ContentType = "application/x-tar";

    /// <summary>How many samples an epoch has, so that the taker can say where it is: its position is the epoch times this, and the samples taken.</summary>
    public const string EpochHeader = "Athanor-Epoch-Samples";

    public static RouteHandlerBuilder Map(IEndpointRouteBuilder dataset) => dataset.MapGet("/samples", StreamAsync).Produces<IFormFile>(StatusCodes.Status200OK, ContentType);

    private static async Task StreamAsync(
        HttpContext context, Caller caller, string dataset, [AsParameters] SamplesQuery query, ISampleCatalog catalog, SampleReaders readers, CancellationToken cancellation)
    {
        var set = SampleSet.Of(await catalog.OpenAsync(caller, dataset, query.Reference, cancellation), query.Seed ?? 0, query.Order);
        await using var reader = readers.Open(set, query.Options(set.Sequence.Length));

        context.Response.ContentType = ContentType;
        context.Response.Headers[EpochHeader] = $"{set.Sequence.Length}";
        await SampleTar.WriteAsync(reader, context.Response.BodyWriter, cancellation);
    }
}

using Athanor.Access;
using Athanor.Accounting;
using Athanor.Datasets;
using Athanor.Foundation.Telemetry;
using Athanor.Jobs;
using Athanor.Objects;
using Athanor.Tracking;
using Athanor.WebConsole;

namespace Athanor.App.Doors;

/// <summary>What every request passes, outermost first, and what answers behind it.</summary>
internal static class ServerDoors
{
    public static void Open(WebApplication app, int? s3Port)
    {
        if (s3Port is { } port) app.MapWhen(context => context.Connection.LocalPort == port, OpenS3);
        OpenMain(app);
    }

    private static void OpenS3(IApplicationBuilder door)
    {
        door.UseRequestTelemetry("s3");
        door.RunS3Door();
    }

    private static void OpenMain(WebApplication app)
    {
        app.UseRequestTelemetry("main");
        app.Use((context, next) =>
        {
            SecurityHeaders.Set(context.Response);
            return next(context);
        });
        app.UseMiddleware<ProblemTranslation>();
        app.Use(BodyLength.RefuseAmbiguous);
        app.UseRouting();
        app.UseAccessGate();

        app.MapSystem();
        app.MapJournal();
        app.MapAccess();
        app.MapObjects();
        app.MapDatasets();
        app.MapJobs();
        app.MapTracking();
        app.MapAccounting();
        app.MapWebConsole();
    }
}

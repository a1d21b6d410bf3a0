using Athanor.Access;
using Athanor.Foundation.Telemetry;
using Athanor.WebConsole;

namespace Athanor.App.Doors;

/// <summary>The main door: what every request passes, outermost first, and what answers behind it.</summary>
internal static class MainDoor
{
    public static void Open(WebApplication app)
    {
        app.UseRequestTelemetry("main");
        app.Use((context, next) =>
        {
            SecurityHeaders.Set(context.Response);
            return next(context);
        });
        app.UseMiddleware<ProblemTranslation>();
        app.UseRouting();
        app.UseAccessGate();

        app.MapSystem();
        app.MapJournal();
        app.MapAccess();
        app.MapWebConsole();
    }
}

using System.Reflection;

namespace Athanor.App.Server;

internal static class ProgramVersion
{
    /// <summary>As the build wrote it, without the commit behind '+'.</summary>
    public static string Text { get; } = typeof(ProgramVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0.0.0";
}

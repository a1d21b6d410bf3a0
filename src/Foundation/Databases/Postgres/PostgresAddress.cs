using Athanor.Foundation.Problems;
using Npgsql;

namespace Athanor.Foundation.Databases.Postgres;

/// <summary>Reads <c>postgres://user:password@host:port/database?option=value</c>, and Npgsql's own <c>Host=…;Username=…</c>.</summary>
internal static class PostgresAddress
{
    public static NpgsqlConnectionStringBuilder Parse(string text)
    {
        try
        {
            var address = IsUrl(text) ? FromUrl(new Uri(text)) : new NpgsqlConnectionStringBuilder(text);
            address.ApplicationName ??= "athanor";
            address.Pooling = false;        // sessions are kept by Database, with their prepared statements
            address.MaxAutoPrepare = 256;
            address.AutoPrepareMinUsages = 2;
            address.Timeout = 5;
            address.KeepAlive = 15;
            address.IncludeErrorDetail = false;
            return address;
        }
        catch (Exception failure) when (failure is ArgumentException or UriFormatException or FormatException)
        {
            // The text holds a password, so neither it nor the cause's message is repeated.
            throw new ProblemException(new(
                "database/bad-url", 500, "The setting database.url cannot be read.", "Write it as postgres://user:password@host:5432/database."));
        }
    }

    private static bool IsUrl(string text) =>
        text.StartsWith("postgres://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("postgresql://", StringComparison.OrdinalIgnoreCase);

    private static NpgsqlConnectionStringBuilder FromUrl(Uri url)
    {
        var user = url.UserInfo.Split(':', 2);
        var address = new NpgsqlConnectionStringBuilder
        {
            Host = url.Host.Length > 0 ? url.Host : "127.0.0.1",
            Port = url.Port > 0 ? url.Port : 5432,
            Database = url.AbsolutePath.Length > 1 ? Uri.UnescapeDataString(url.AbsolutePath[1..]) : "athanor",
        };
        if (user[0].Length > 0) address.Username = Uri.UnescapeDataString(user[0]);
        if (user.Length > 1) address.Password = Uri.UnescapeDataString(user[1]);
        foreach (var option in url.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var pair = option.Split('=', 2);
            address[Uri.UnescapeDataString(pair[0])] = pair.Length > 1 ? Uri.UnescapeDataString(pair[1]) : "true";
        }
        return address;
    }
}

using System.Net;
using Athanor.Foundation.Problems;
using Athanor.Foundation.Settings;
using Athanor.Foundation.Units;

namespace Athanor.App.Server;

[Section("server")]
public sealed class ServerOptions : ICheckedOptions
{
    [Setting("Address and port of the main door: console, API, metrics.")]
    public string Listen { get; init; } = "127.0.0.1:7070";

    [Setting("File with the TLS certificate and its chain (PEM). Empty: no TLS.")]
    public string TlsCertificate { get; init; } = "";

    [Setting("File with the certificate's private key (PEM).")]
    public string TlsKey { get; init; } = "";

    [Setting("Allows addresses beyond this machine without TLS: keys then travel in clear.")]
    public bool Insecure { get; init; }

    [Setting("Largest body that the API accepts; uploads of objects have limits of their own.", Minimum = 1024, Maximum = 1_073_741_824)]
    public Bytes MaximumBody { get; init; } = Bytes.FromMebibytes(1);

    [Setting("Connections served at once; further ones are refused.", Minimum = 1, Maximum = 1_000_000)]
    public int MaximumConnections { get; init; } = 10_000;

    [Setting("How long a client may take to send the head of a request.", Minimum = 1, Maximum = 600)]
    public TimeSpan HeaderTimeout { get; init; } = TimeSpan.FromSeconds(15);

    [Setting("How long requests in progress may take to finish when the server stops.", Minimum = 0, Maximum = 3600)]
    public TimeSpan StopTimeout { get; init; } = TimeSpan.FromSeconds(20);

    internal IPEndPoint Endpoint => IPEndPoint.Parse(Listen);

    internal bool UsesTls => TlsCertificate.Length > 0;

    internal string Url => UrlOf(Endpoint);

    internal string UrlOf(IPEndPoint endpoint) => $"{(UsesTls ? "https" : "http")}://{endpoint}";

    /// <summary>The address of a door beside the main one, held to the same rule; null where it stays shut.</summary>
    internal IPEndPoint? EndpointOf(string setting, string listen)
    {
        if (listen.Length == 0) return null;
        if (FindAddressFault(setting, listen) is { } fault) throw new ProblemException(ServerProblems.BadAddress(fault));
        return IPEndPoint.Parse(listen);
    }

    public IEnumerable<string> FindFaults()
    {
        if (FindAddressFault("server.listen", Listen) is { } address) yield return address;
        if (TlsCertificate.Length > 0 != TlsKey.Length > 0) yield return "server.tls-certificate and server.tls-key: set both or neither";
        foreach (var file in new[] { TlsCertificate, TlsKey }.Where(file => file.Length > 0 && !File.Exists(file))) yield return $"server.tls: there is no file {file}";
    }

    private string? FindAddressFault(string setting, string listen)
    {
        if (!IPEndPoint.TryParse(listen, out var endpoint) || endpoint.Port == 0) return $"{setting}: '{listen}' is not an address with a port, such as 127.0.0.1:7070 or [::1]:7070";
        return IPAddress.IsLoopback(endpoint.Address) || UsesTls || Insecure
            ? null
            : $"{setting}: {listen} can be reached from other machines, and without TLS keys would travel in clear; set server.tls-certificate and server.tls-key, or --insecure if something in front does TLS";
    }
}

using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;

namespace Athanor.Benchmarks.Objects;

/// <summary>The reference: nginx of Debian serving a folder (sendfile) and taking PUTs into it (dav, no fsync), with a worker per core and no log.</summary>
internal sealed partial class Nginx : IDisposable
{
    private const string Program = "/usr/sbin/nginx";
    private const int TerminateSignal = 15;
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(10);
    private readonly Process _process;

    private Nginx(Process process, int port, string root) => (_process, Port, Root) = (process, port, root);

    public int Port { get; }

    public string Root { get; }

    public static async Task<Nginx> StartAsync(string directory, int port, TimeProvider clock, CancellationToken cancellation)
    {
        if (!File.Exists(Program)) throw new InvalidOperationException("nginx is not installed; as root, the build script installs it.");
        var root = Directory.CreateDirectory(Path.Combine(directory, "root")).FullName;
        var configuration = Path.Combine(directory, "nginx.conf");
        await File.WriteAllTextAsync(
            configuration,
            $$"""
            daemon off; worker_processes auto; pid {{directory}}/nginx.pid; error_log {{directory}}/error.log;
            {{(Environment.UserName == "root" ? "user root;" : "")}}
            events { worker_connections 1024; }
            http {
                access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000000; client_max_body_size 0;
                client_body_temp_path {{directory}}/body; proxy_temp_path {{directory}}/proxy; fastcgi_temp_path {{directory}}/f; uwsgi_temp_path {{directory}}/u; scgi_temp_path {{directory}}/s;
                open_file_cache max=10000; open_file_cache_valid 1h;
                server { listen 127.0.0.1:{{port}}; root {{root}}; location / { dav_methods PUT; create_full_put_path on; } }
            }
            """,
            cancellation);
        var nginx = new Nginx(Process.Start(new ProcessStartInfo(Program, ["-p", directory, "-c", configuration, "-e", Path.Combine(directory, "error.log")]))!, port, root);
        await nginx.WaitUntilReadyAsync(clock, cancellation);
        return nginx;
    }

    public static byte[] Get(string path) => Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n");

    public static byte[] Put(string path, long length) => Encoding.ASCII.GetBytes($"PUT {path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: {length}\r\n\r\n");

    public void Dispose()
    {
        if (!_process.HasExited) _ = SendSignal(_process.Id, TerminateSignal);
        _process.WaitForExit();
        _process.Dispose();
    }

    private async Task WaitUntilReadyAsync(TimeProvider clock, CancellationToken cancellation)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                using var probe = new TcpClient();
                await probe.ConnectAsync(IPAddress.Loopback, Port, cancellation);
                return;
            }
            catch (SocketException) when (attempt < 500 && !_process.HasExited)
            {
                await Task.Delay(PollInterval, clock, cancellation);
            }
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial int SendSignal(int process, int signal);
}

using System.Net;
using System.Net.Http.Headers;

namespace Athanor.Datasets.Loading;

/// <summary>A server of a folder's files that does as the test says.</summary>
internal sealed class ScriptedServer : HttpMessageHandler
{
    private readonly string _folder;
    private int _asked;
    private int _atOnce;

    public ScriptedServer(string folder)
    {
        _folder = folder;
        Client = new(this, disposeHandler: false);
    }

    public HttpClient Client { get; }

    public int Asked
    {
        get => Volatile.Read(ref _asked);
        set => _asked = value;
    }

    public int MostAtOnce { get; private set; }

    /// <summary>How many of the next requests fail, and how.</summary>
    public int Failures { get; set; }

    public HttpStatusCode Failure { get; set; } = HttpStatusCode.ServiceUnavailable;

    public bool KnowsRanges { get; set; } = true;

    public Action<byte[]> Change { get; set; } = _ => { };

    public async Task UntilAsked(int times)
    {
        while (Asked < times) await Task.Yield();
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        lock (Client) MostAtOnce = Math.Max(MostAtOnce, ++_atOnce);
        await Task.Yield();
        try
        {
            return Answer(request);
        }
        finally
        {
            lock (Client) _atOnce--;
            Interlocked.Increment(ref _asked);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) Client.Dispose();
        base.Dispose(disposing);
    }

    private HttpResponseMessage Answer(HttpRequestMessage request)
    {
        if (Failures > 0)
        {
            Failures--;
            return new(Failure);
        }
        var content = File.ReadAllBytes(Path.Combine(_folder, request.RequestUri!.Segments[^1]));
        if (!KnowsRanges || request.Headers.Range?.Ranges.Single() is not { } range) return new(HttpStatusCode.OK) { Content = new ByteArrayContent(content) };

        var (from, to) = (range.From!.Value, range.To!.Value);
        var part = content[(int)from..((int)to + 1)];
        Change(part);
        var answer = new HttpResponseMessage(HttpStatusCode.PartialContent) { Content = new ByteArrayContent(part) };
        answer.Content.Headers.ContentRange = new ContentRangeHeaderValue(from, to, content.Length);
        return answer;
    }
}

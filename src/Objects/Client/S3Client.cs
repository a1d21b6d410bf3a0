using System.Net;
using System.Xml;
using System.Xml.Linq;
using Athanor.Foundation.Problems;

namespace Athanor.Objects.Client;

/// <summary>Sends signed requests and tries again what may succeed later; an answer that is an error becomes a problem with S3's code in its own.</summary>
public sealed class S3Client : IDisposable
{
    private const int MostAttempts = 6;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);

    private readonly HttpClient _http;
    private readonly RequestSigner _signer;
    private readonly TimeProvider _clock;

    public S3Client(S3Connection connection, TimeProvider clock, HttpMessageHandler? handler = null)
    {
        _http = new HttpClient(handler ?? new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { Timeout = Timeout.InfiniteTimeSpan };
        (_signer, _clock) = (new(connection, clock), clock);
    }

    public string Presign(string method, string bucket, string key, TimeSpan lifetime) => _signer.Presign(method, bucket, key, lifetime);

    public void Dispose() => _http.Dispose();

    /// <summary>The answer's head; its body is still to be read.</summary>
    internal async Task<HttpResponseMessage> SendAsync(S3Call call, CancellationToken cancellation)
    {
        for (var (attempt, pause) = (1, FirstPause); ; attempt++, pause *= 2)
        {
            try
            {
                using var request = _signer.Sign(call);
                var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
                if (answer.IsSuccessStatusCode) return answer;
                using (answer)
                {
                    if (!IsPassing(answer.StatusCode) || attempt == MostAttempts) throw new ProblemException(await ReadProblemAsync(answer, call, cancellation));
                }
            }
            catch (HttpRequestException) when (attempt < MostAttempts)
            {
            }
            await Task.Delay(pause, _clock, cancellation);
        }
    }

    internal async Task<XElement> AskAsync(S3Call call, CancellationToken cancellation)
    {
        using var answer = await SendAsync(call, cancellation);
        var document = await ReadAsync(answer, cancellation) ?? throw new ProblemException(ClientProblems.NoS3);
        return document.Name.LocalName != "Error" ? document : throw new ProblemException(ClientProblems.Refused(document, HttpStatusCode.InternalServerError, call));
    }

    internal async Task TellAsync(S3Call call, CancellationToken cancellation) => (await SendAsync(call, cancellation)).Dispose();

    private static bool IsPassing(HttpStatusCode status) => (int)status is 500 or 502 or 503 or 504 or 429;

    private static async Task<Problem> ReadProblemAsync(HttpResponseMessage answer, S3Call call, CancellationToken cancellation) =>
        ClientProblems.Refused(await ReadAsync(answer, cancellation), answer.StatusCode, call);

    private static async Task<XElement?> ReadAsync(HttpResponseMessage answer, CancellationToken cancellation)
    {
        try
        {
            using var reader = XmlReader.Create(await answer.Content.ReadAsStreamAsync(cancellation), new() { Async = true, DtdProcessing = DtdProcessing.Prohibit });
            return await XElement.LoadAsync(reader, LoadOptions.PreserveWhitespace, cancellation);
        }
        catch (XmlException)
        {
            return null;
        }
    }
}

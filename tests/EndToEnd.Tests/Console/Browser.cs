using Athanor.Conformance;
using Athanor.EndToEnd.Console;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Browser))]

namespace Athanor.EndToEnd.Console;

/// <summary>One chromium for all tests; each test gets a context of its own, with no cookie of another.</summary>
public sealed class Browser : IAsyncLifetime
{
    private const string Program = "/usr/bin/chromium";

    // In milliseconds. A machine that runs everything at once is slow, and what never comes is as wrong a minute later.
    private const float Patience = 60_000;

    private static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    private readonly SemaphoreSlim _starting = new(1);
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.CloseAsync();
        _playwright?.Dispose();
        _starting.Dispose();
    }

    public async Task<IBrowserContext> OpenAsync(AthanorServer server, BrowserNewContextOptions? options = null)
    {
        var browser = await StartAsync();
        var context = await browser.NewContextAsync(new BrowserNewContextOptions(options ?? new()) { BaseURL = server.Address.ToString(), TimezoneId = "Asia/Kolkata" });
        context.SetDefaultTimeout(Patience);
        return context;
    }

    /// <summary>A page of the administrator, who has signed in already.</summary>
    public async Task<IPage> OpenSignedInAsync(AthanorServer server, BrowserNewContextOptions? options = null)
    {
        var context = await OpenAsync(server, options);
        var cookie = await ConsoleSession.OpenAsync(server, server.Admin.KeyId, server.Admin.Secret);
        await context.AddCookiesAsync([new Cookie { Name = ConsoleSession.CookieName, Value = cookie, Url = server.Address.ToString() }]);
        return await context.NewPageAsync();
    }

    private async Task<IBrowser> StartAsync()
    {
        if (!File.Exists(Program)) Requirement.Missing($"The tests of the console drive chromium, and {Program} is not there: apt-get install chromium.");
        await _starting.WaitAsync();
        try
        {
            Assertions.SetDefaultExpectTimeout(Patience);
            _playwright ??= await Playwright.CreateAsync();
            return _browser ??= await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = Program, Headless = true, Args = Arguments });
        }
        finally
        {
            _starting.Release();
        }
    }
}

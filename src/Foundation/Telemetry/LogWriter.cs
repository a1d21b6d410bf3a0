using System.Buffers;
using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Athanor.Foundation.Telemetry;

/// <summary>
/// Writes log lines to the standard error, those of some milliseconds with one system call: at tens of thousands of requests per
/// second a call per line costs as much as the requests.
/// </summary>
public sealed class LogWriter : ILoggerProvider
{
    private const int MostWaiting = 1 << 20;
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(5);

    private readonly Lock _lock = new();
    private readonly ConsoleFormatter _formatter;
    private readonly Stream _target;
    private readonly ManualResetEventSlim _hasLines = new();
    private readonly ManualResetEventSlim _hasRoom = new(initialState: true);
    private readonly ManualResetEventSlim _isClosing = new();
    private readonly Thread _thread;
    private ArrayBufferWriter<byte> _waiting = new(1 << 16);
    private ArrayBufferWriter<byte> _written = new(1 << 16);

    public LogWriter(ConsoleFormatter formatter, Stream target)
    {
        (_formatter, _target) = (formatter, target);
        _thread = new Thread(WriteOn) { IsBackground = true, Name = "Log" };
        _thread.Start();
    }

    public ILogger CreateLogger(string categoryName) => new Speaker(this, categoryName);

    /// <summary>Everything said so far is written when this returns.</summary>
    public void Dispose()
    {
        _isClosing.Set();
        _hasLines.Set();
        _thread.Join();
    }

    private void Say<TState>(in LogEntry<TState> entry)
    {
        using var text = new StringWriter();
        _formatter.Write(entry, scopeProvider: null, text);

        // A target that does not keep up slows its speakers down; it loses no lines and takes no memory without end.
        if (!_isClosing.IsSet) _hasRoom.Wait();
        lock (_lock)
        {
            Encoding.UTF8.GetBytes(text.ToString(), _waiting);
            if (_waiting.WrittenCount > MostWaiting) _hasRoom.Reset();
        }
        _hasLines.Set();
    }

    private void WriteOn()
    {
        while (true)
        {
            _hasLines.Wait();
            var isLast = _isClosing.Wait(Gathering);
            _hasLines.Reset();
            lock (_lock)
            {
                (_waiting, _written) = (_written, _waiting);
                _hasRoom.Set();
            }
            Write(_written.WrittenSpan);
            _written.ResetWrittenCount();
            if (isLast) return;
        }
    }

    private void Write(ReadOnlySpan<byte> lines)
    {
        try
        {
            _target.Write(lines);
            _target.Flush();
        }
        catch (IOException)
        {
            // Whoever read the log has gone. The server's work goes on.
        }
    }

    private sealed class Speaker(LogWriter writer, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel)) writer.Say(new LogEntry<TState>(logLevel, category, eventId, state, exception, formatter));
        }
    }
}

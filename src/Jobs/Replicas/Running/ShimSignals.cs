using System.Runtime.InteropServices;

namespace Athanor.Jobs.Replicas.Running;

/// <summary>The signals that a shim answers to: SIGTERM and SIGINT stop the replica at hand, SIGCONT makes it look for a request to stop.</summary>
internal sealed class ShimSignals : IDisposable
{
    private readonly List<PosixSignalRegistration> _registrations = [];
    private volatile bool _mustStop;

    public ShimSignals(Wake wake)
    {
        Wake = wake;
        Register(PosixSignal.SIGTERM, () => _mustStop = true);
        Register(PosixSignal.SIGINT, () => _mustStop = true);
        Register(PosixSignal.SIGHUP, () => { });
        Register(PosixSignal.SIGCONT, () => { });
    }

    public Wake Wake { get; }

    public bool MustStop => _mustStop;

    public void Dispose() => _registrations.ForEach(registration => registration.Dispose());

    private void Register(PosixSignal signal, Action react) => _registrations.Add(PosixSignalRegistration.Create(signal, context =>
    {
        context.Cancel = true;
        react();
        Wake.Set();
    }));
}

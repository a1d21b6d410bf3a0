using System.Runtime.InteropServices;
using System.Text;
using Athanor.Jobs.Replicas.Native;
using Microsoft.Win32.SafeHandles;

namespace Athanor.Jobs.Replicas.Running;

/// <summary>
/// Starts a process in a session of its own, with all signals as usual and no files but its output. The framework's own class for processes can do neither, and reaps children that are not its own business.
/// </summary>
internal static unsafe class Spawn
{
    // More than glibc and musl need for each of the two structures.
    private const int StructureSize = 1024;
    private const int SignalsSize = 128;
    private const short SetDefaultSignals = 0x04, SetMask = 0x08, InOwnSession = 0x80;

    /// <summary>The number of the process, or the errno of why there is none.</summary>
    public static (int Process, int Error) Start(string program, IReadOnlyList<string> arguments, IEnumerable<KeyValuePair<string, string>> environment, string workDirectory, SafeFileHandle output)
    {
        var attributes = stackalloc byte[StructureSize];
        var actions = stackalloc byte[StructureSize];
        ThrowIfFailed(LibC.InitializeAttributes(attributes));
        ThrowIfFailed(LibC.InitializeActions(actions));
        using var strings = new NativeStrings();
        try
        {
            SetAttributes(attributes);
            ThrowIfFailed(LibC.AddOpen(actions, 0, "/dev/null", LibC.OpenReadOnly, 0));
            ThrowIfFailed(LibC.AddDuplicate(actions, output, 1));
            ThrowIfFailed(LibC.AddDuplicate(actions, output, 2));
            ThrowIfFailed(LibC.AddDirectory(actions, workDirectory));

            int process;
            var error = LibC.Spawn(&process, strings.Add(program), actions, attributes, strings.AddAll(arguments), strings.AddAll(environment.Select(variable => $"{variable.Key}={variable.Value}")));
            return error == 0 ? (process, 0) : (0, error);
        }
        finally
        {
            LibC.DestroyActions(actions);
            LibC.DestroyAttributes(attributes);
        }
    }

    // The runtime ignores SIGPIPE, and a program that inherited that would write to a pipe for ever.
    private static void SetAttributes(byte* attributes)
    {
        var signals = stackalloc byte[SignalsSize];
        new Span<byte>(signals, SignalsSize).Clear();
        ThrowIfFailed(LibC.SetMask(attributes, signals));
        new Span<byte>(signals, SignalsSize).Fill(0xFF);
        ThrowIfFailed(LibC.SetDefaultSignals(attributes, signals));
        ThrowIfFailed(LibC.SetFlags(attributes, SetDefaultSignals | SetMask | InOwnSession));
    }

    private static void ThrowIfFailed(int error)
    {
        if (error != 0) throw LibC.Failure(error, "A process could not be prepared");
    }

    /// <summary>Strings for the kernel, ended by a zero each, freed together.</summary>
    private sealed class NativeStrings : IDisposable
    {
        private readonly List<nint> _blocks = [];

        public byte* Add(string text)
        {
            var length = Encoding.UTF8.GetByteCount(text);
            var target = (byte*)Allocate((nuint)length + 1);
            Encoding.UTF8.GetBytes(text, new Span<byte>(target, length));
            target[length] = 0;
            return target;
        }

        public byte** AddAll(IEnumerable<string> texts)
        {
            var all = texts.ToList();
            var target = (byte**)Allocate((nuint)((all.Count + 1) * sizeof(byte*)));
            for (var index = 0; index < all.Count; index++) target[index] = Add(all[index]);
            target[all.Count] = null;
            return target;
        }

        public void Dispose()
        {
            foreach (var block in _blocks) NativeMemory.Free((void*)block);
        }

        private void* Allocate(nuint length)
        {
            var block = NativeMemory.Alloc(length);
            _blocks.Add((nint)block);
            return block;
        }
    }
}

using System.Globalization;
using System.Text;

namespace Athanor.Jobs.Replicas.Running;

/// <summary>One line of <c>/proc/PID/stat</c>, as far as it is needed here. The CPU time is that of the process and of the children that it waited for.</summary>
internal sealed record ProcessStatus(char State, int Parent, int Session, TimeSpan Cpu, long StartTicks, long ResidentPages)
{
    // The kernel shows times in hundredths of a second on all architectures that we publish for.
    private const int TicksPerSecond = 100;

    public bool IsZombie => State is 'Z' or 'X';

    public static ProcessStatus? Read(int process) => ProcessTree.Read($"/proc/{process}/stat") is { Length: > 0 } text ? Parse(Encoding.UTF8.GetString(text)) : null;

    /// <summary>The name stands in parentheses and may hold any character, parentheses and spaces too: the fields that follow are counted from the last one.</summary>
    public static ProcessStatus Parse(string line)
    {
        var fields = line[(line.LastIndexOf(')') + 2)..].Split(' ');
        long Field(int number) => long.Parse(fields[number - 3], CultureInfo.InvariantCulture);
        return new(fields[0][0], (int)Field(4), (int)Field(6), TimeSpan.FromSeconds((double)(Field(14) + Field(15) + Field(16) + Field(17)) / TicksPerSecond), Field(22), Field(24));
    }
}

using Athanor.Foundation.Units;
using Athanor.Jobs.Planning.Queue;

namespace Athanor.Jobs.Planning.Explaining;

/// <summary>Which bounds of a quota a job would break, and what they would have to be.</summary>
internal sealed class QuotaWords
{
    private readonly List<string> _reasons = [];
    private readonly List<string> _changes = [];
    private readonly string _project;

    public QuotaWords(Account account, Candidate job)
    {
        _project = account.Project;
        var (held, more) = (account.Held + account.Promised, job.Amounts);
        Compare(held.Cpus, more.Cpus, account.Limit.Cpus, Words.Cpus);
        Compare(held.Memory, more.Memory, account.Limit.Memory, bytes => new Bytes(bytes).ToString());
        Compare(held.Accelerators, more.Accelerators, account.Limit.Accelerators, count => Words.Accelerators(count, null));
        Compare(held.Jobs, more.Jobs, account.Limit.Jobs, Words.Jobs);
    }

    public bool IsExceeded => _changes.Count > 0;

    public string Reason => $"Project {_project} has {Words.Join(_reasons)}.";

    public string Change => IsExceeded ? $"Raise the quota of project {_project} to {Words.Join(_changes)}." : $"Raise the quota of project {_project}.";

    private void Compare(long held, long more, long limit, Func<long, string> say)
    {
        if (held + more <= limit) return;
        _reasons.Add($"{say(held)} of the {say(limit)} of its quota, and this job asks for {say(more)}");
        _changes.Add(say(held + more));
    }
}

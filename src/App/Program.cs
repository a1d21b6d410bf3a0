using Athanor.App.Verbs;

// A server stops when its requests are answered, within its own limit; the two seconds that a command gets otherwise would cut them off.
return await CommandLine.Create().Parse(args).InvokeAsync(new() { ProcessTerminationTimeout = Timeout.InfiniteTimeSpan });

using Athanor.App.Verbs;

return await CommandLine.Create().Parse(args).InvokeAsync();

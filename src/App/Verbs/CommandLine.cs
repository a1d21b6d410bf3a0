using System.CommandLine;
using Athanor.App.Verbs.Data;
using Athanor.App.Verbs.Jobs;
using Athanor.App.Verbs.Models;
using Athanor.App.Verbs.Objects;
using Athanor.App.Verbs.Runs;
using Athanor.App.Verbs.Training;

namespace Athanor.App.Verbs;

/// <summary>All commands of the binary. The daily ones are bare verbs, the others stand under their noun.</summary>
internal static class CommandLine
{
    public static RootCommand Create()
    {
        var root = new RootCommand("AI infrastructure in one binary.")
        {
            QuickstartVerb.Create(),
            UpVerb.Create(),
            StatusVerb.Create(),
            DoctorVerb.Create(),
            EnvVerb.Create(),
            new Command("config", "Settings and where they come from.") { ConfigShowVerb.Create(), ConfigDocumentVerb.Create() },
            ProjectVerbs.Create(),
            PrincipalVerbs.Create(),
            KeyVerbs.Create(),
            SecretVerbs.Create(),
            AuditVerbs.Create(),
            LineageVerb.Create(),
            ObjectsVerbs.Create(),
            DataVerbs.Create(),
            RunVerb.Create(),
            JobsVerbs.Create(),
            TrainVerbs.Create(),
            TrainVerbs.Replay(),
            ModelsVerbs.Create(),
            RunsVerbs.Create(),
            CostsVerb.Create(),
            BackupVerb.Create(),
            RestoreVerb.Create(),
            CompletionVerb.Create(),
            WorkerVerbs.Create(),
        };
        foreach (var option in CommonOptions.All) root.Options.Add(option);
        return root;
    }
}

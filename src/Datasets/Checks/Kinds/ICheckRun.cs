namespace Athanor.Datasets.Checks.Kinds;

internal interface ICheckRun
{
    Task RunAsync(CheckContext context, CancellationToken cancellation);
}

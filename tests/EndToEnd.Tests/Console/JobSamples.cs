using Athanor.EndToEnd.Jobs;

namespace Athanor.EndToEnd.Console;

/// <summary>Jobs in every state: ended in each way, running as a gang on accelerators, waiting for those, and held until another ends.</summary>
internal static class JobSamples
{
    /// <summary>In the order of their submission, since identifiers count from one.</summary>
    public const long Succeeded = 1;
    public const long Failed = 2;
    public const long Cancelled = 3;
    public const long Running = 4;
    public const long Waiting = 5;
    public const long Held = 6;

    public static async Task FillAsync(JobServer jobs)
    {
        await jobs.SubmitAsync(
            """
            name: look-at-leaves
            command: |
              printf '\033[1mLooking at the leaves\033[0m\n'
              for species in oak elm fern moss lichen; do printf '\033[32m ok \033[0m %s: 3 photos\n' $species; done
            inputs: [{ from: plants@v1, to: data }]
            environment: { SEED: "7" }
            """);
        await jobs.SubmitAsync(
            """
            name: train-a-model-with-a-rather-long-name-that-still-has-to-fit-on-a-telephone
            command: |
              printf 'epoch 1 \033[36mloss 2.31\033[0m\nepoch 2 \033[36mloss nan\033[0m\n'
              printf '\033[1;91mRuntimeError\033[0m: the loss is not a number, see https://example.org/a-very-long-address-without-any-space-that-has-to-be-broken-somewhere-on-a-telephone\n'
              exit 3
            retries: { limit: 1, backoff: 1s }
            """);
        await jobs.EndAsync(Succeeded);
        await jobs.EndAsync(Failed);
        await jobs.CancelAsync(await jobs.SubmitAsync("name: a mistake\ncommand: 'sleep 600'"));
        await jobs.EndAsync(Cancelled);
        await jobs.SubmitAsync(
            """
            name: train-a-gang
            command: |
              for step in $(seq 1 600); do printf 'rank %s step %s \033[36mloss %s\033[0m\n' "$RANK" $step 0.$((1000 - step)); sleep 1; done
            replicas: 2
            resources: { cpus: 2, memory: 8GiB, gpus: 2 }
            timeLimit: 2h
            """);
        await jobs.BecomesAsync(Running, "running");
        await jobs.SubmitAsync("name: train-a-larger-one\ncommand: 'sleep 600'\nresources: { gpus: 4, memory: 16GiB }\ntimeLimit: 1h");
        await jobs.SubmitAsync($"name: and-measure-it\ncommand: 'sleep 600'\nafter: [{Waiting}]");
        await jobs.SaysAsync(Running, "step 3", rank: 1);
    }
}

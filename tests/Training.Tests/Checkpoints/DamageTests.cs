using System.Diagnostics;
using Athanor.Foundation.Problems;
using Athanor.Training.Checkpoints.Format;

namespace Athanor.Training.Checkpoints;

public sealed class DamageTests : IDisposable
{
    private const int Length = 3_000_001;
    private readonly CheckpointHome _home = new();

    public static TheoryData<string, string, string> Damages => new()
    {
        { "shard-00001", "missing", "shard-00001: it is missing" },
        { "shard-00001", "cut", "shard-00001: it has" },
        { "shard-00000", "longer", "shard-00000: it has" },
        { "shard-00000", "first byte", "shard-00000: piece 0 of 'parameters' from 0 on is not what was written" },
        { "shard-00001", "middle byte", "shard-00001: piece" },
        { "shard-00001", "table byte", "shard-00001: its table is not the one that was written" },
        { "shard-00000", "torn", "shard-00000: piece" },
        { "manifest.json", "cut", "manifest.json: its bytes are not those that were written" },
        { "manifest.json", "first byte", "manifest.json: its bytes are not those that were written" },
        { "manifest.json", "middle byte", "manifest.json: its bytes are not those that were written" },
        { "manifest.json", "empty", "manifest.json: it has 0 bytes" },
    };

    [Theory, MemberData(nameof(Damages))]
    public async Task A_damaged_checkpoint_is_passed_over_with_what_is_wrong_and_the_one_before_is_used(string file, string damage, string words)
    {
        await _home.SaveAsync(2, Length, 1, 2);
        Harm(_home.FileOf(2, file), damage);

        var restored = await _home.RestoreAsync(3, Length, 1);

        Assert.All(restored, one => Assert.StartsWith(words, Assert.Single(one!.Skipped).Reason));
    }

    [Fact]
    public async Task Without_a_manifest_there_is_no_checkpoint()
    {
        await _home.SaveAsync(2, Length, 1, 2);
        File.Delete(_home.FileOf(2, "manifest.json"));

        Assert.All(await _home.RestoreAsync(2, Length, 1), one => Assert.Empty(one!.Skipped));
    }

    [Fact]
    public async Task Where_none_is_whole_it_is_said_and_nothing_begins_anew()
    {
        await _home.SaveAsync(1, Length, 1, 2);
        Harm(_home.FileOf(1, "shard-00000"), "first byte");
        Harm(_home.FileOf(2, "shard-00000"), "cut");

        var refusal = await Assert.ThrowsAsync<ProblemException>(() => _home.RestoreAsync(1, Length, null));

        Assert.Equal("training/no-whole-checkpoint", refusal.Problem.Code);
        Assert.Contains("piece 0 of 'parameters'", refusal.Problem.Detail);
    }

    [Fact]
    public async Task A_shard_of_another_run_in_its_place_is_noticed()
    {
        await _home.SaveAsync(2, Length, 1, 2);
        File.Copy(_home.FileOf(1, "shard-00001"), _home.FileOf(2, "shard-00001"), overwrite: true);

        await _home.RestoreAsync(2, Length, 1);
    }

    [Fact]
    public void No_bytes_as_a_table_do_more_than_be_refused()
    {
        var whole = new ShardTable([new("parameters", 10, 2, 5, 0, [new byte[32]]), new("moments", 4, 0, 4, 20, [new byte[32]])]).Write();
        var random = new Random(11);
        for (var round = 0; round < 20_000; round++)
        {
            var table = whole[..(round % 3 == 0 ? random.Next(whole.Length) : whole.Length)];
            for (var change = random.Next(4); change >= 0 && table.Length > 0; change--) table[random.Next(table.Length)] = (byte)random.Next(256);
            try
            {
                foreach (var stretch in ShardTable.Read(table, 36).Stretches) Assert.True(stretch.Offset >= 0 && stretch.End <= stretch.Length && stretch.Start + stretch.Bytes <= 36);
            }
            catch (DamagedCheckpointException)
            {
            }
        }
    }

    [Fact]
    public void A_manifest_that_is_hostile_is_refused_even_with_a_good_digest()
    {
        var good = new CheckpointManifest(1, 3, "", [new("parameters", 4)], [new(100, 50, "")], CheckpointNotes.None.Metrics, CheckpointNotes.None.State);
        Assert.Equal(3, CheckpointManifest.Read(good.Write()).Step);

        CheckpointManifest[] hostile = [good with { Format = 2 }, good with { Shards = [] }, good with { Shards = null! }, good with { Shards = [null!] }, good with { Shards = [new(-1, 50, "")] }, good with { Vectors = [null!] }, good with { Configuration = null! }];
        Assert.All(hostile, manifest => Assert.Throws<DamagedCheckpointException>(() => CheckpointManifest.Read(manifest.Write())));
    }

    [Fact]
    public async Task Killed_at_any_moment_a_run_finds_a_whole_state_of_one_step()
    {
        for (var kill = 0; kill < 4; kill++)
        {
            using var child = SavingChild.Start(_home.Path);
            await child.HasSavedAsync(count: 2 + kill);
            child.Kill();

            using var state = new TestState(new Compute.Collectives.Alone(), SavingChild.Length);
            var restored = SavingChild.Restore(_home.Store, state.Parts);
            Assert.NotNull(restored);
            state.AssertIs(restored.Step);
            Assert.Equal(restored.Step * 10, restored.Notes.State.GetProperty("position").GetInt64());
        }
    }

    public void Dispose() => _home.Dispose();

    private static void Harm(string path, string damage)
    {
        var bytes = File.ReadAllBytes(path);
        switch (damage)
        {
            case "missing":
                File.Delete(path);
                return;
            case "cut":
                bytes = bytes[..^100];
                break;
            case "empty":
                bytes = [];
                break;
            case "longer":
                bytes = [.. bytes, 0];
                break;
            case "torn":
                // As a disk leaves it that had written the length and not the pages.
                bytes.AsSpan(bytes.Length / 2, 8192).Clear();
                break;
            default:
                bytes[damage switch { "first byte" => 0, "middle byte" => bytes.Length / 2, "table byte" => bytes.Length - 60, _ => throw new UnreachableException() }] ^= 1;
                break;
        }
        File.WriteAllBytes(path, bytes);
    }
}

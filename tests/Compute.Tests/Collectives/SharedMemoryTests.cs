using Athanor.Compute.Collectives.SharedMemory;

namespace Athanor.Compute.Collectives;

public sealed class SharedMemoryTests : CollectivesConformance
{
    protected override string Kind => "shared-memory";

    [Fact]
    public async Task Nothing_stays_in_the_folder()
    {
        await new Gang(JoinAsync).RunAsync(3, collectives =>
        {
            collectives.Barrier();
            Assert.Empty(Directory.EnumerateFileSystemEntries(Folder));
            return true;
        });
    }

    protected override Task<ICollectives> JoinAsync(GangMember member, CancellationToken cancellation) => SharedMemoryCollectives.JoinAsync(member, Folder, cancellation);
}

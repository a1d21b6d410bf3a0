using Athanor.Foundation.Units;
using Athanor.Foundation.Usage;

namespace Athanor.Accounting.Reckoning;

public sealed class EnergyModelTests
{
    private const long Hour = 3_600_000_000;

    private static readonly Stretch Time = new(0, Hour);
    private static readonly EnergyModel Model = new(new() { CpuIdleWatts = 2, CpuBusyWatts = 8, AcceleratorIdleWatts = 50, AcceleratorFullWatts = 300, AcceleratorWatts = "h100=700" });

    [Fact]
    public void A_processor_draws_more_for_as_long_as_it_is_busy() => Assert.Equal(4 * 2 + 1 * 6, EstimatedWattHours(Cpus(4, new() { CpuTime = TimeSpan.FromHours(1) })));

    [Fact]
    public void One_that_nobody_measured_is_taken_for_busy() => Assert.Equal(4 * 8, EstimatedWattHours(Cpus(4, null)));

    [Theory, InlineData("NVIDIA H100 80GB HBM3", null, 700), InlineData("NVIDIA H100 80GB HBM3", 650.0, 650), InlineData("other", null, 300)]
    public void An_accelerator_that_nobody_measured_draws_its_limit_or_what_its_model_does(string model, double? limit, int watts) =>
        Assert.Equal(watts, EstimatedWattHours(Accelerator(model, limit, new())));

    [Fact]
    public void What_was_measured_counts_and_the_rest_of_the_time_is_estimated()
    {
        var energy = Model.Of(Accelerator("h100", null, new() { AcceleratorEnergy = new Watts(400) * TimeSpan.FromMinutes(45), AcceleratorTime = TimeSpan.FromMinutes(45) }), Time);

        Assert.Equal((300, 175), (WattHours(energy.Measured), WattHours(energy.Estimated)));
    }

    [Fact]
    public void It_says_how_one_came_to_know()
    {
        var (tally, idle) = (new Tally(), new Tally());
        tally.Add(Accelerator("h100", null, new() { AcceleratorTime = TimeSpan.FromMinutes(45) }), Time, Model);
        idle.Time.Add(Resource.Cpus, 1);

        Assert.Equal("accelerators: measured by NVML for 75 % of the time, otherwise estimated from their power limits, or by model", Model.DescribeMethod(tally));
        Assert.Equal("processors: estimated from 2 W each idle", Model.DescribeMethod(idle));
    }

    private static int EstimatedWattHours(Holding holding) => WattHours(Model.Of(holding, Time).Estimated);

    private static int WattHours(Int128 picojoules) => (int)(picojoules / 3_600_000_000_000_000);

    private static Holding Cpus(int count, MeasuredUse? use) => new(1, 1, "plants", "ada", "train", "one", Time, new(Foundation.Units.Cpus.Of(count), new Bytes(0), [])) { Use = use };

    private static Holding Accelerator(string model, double? limit, MeasuredUse use) =>
        new(1, 1, "plants", "ada", "train", "one", Time, new(new Cpus(0), new Bytes(0), [new("gpu", model, 1) { PowerLimit = limit is { } watts ? new Watts(watts) : null }])) { Use = use };
}

namespace Athanor.Accounting.Reckoning;

public sealed class ModelTableTests
{
    [Theory, InlineData("NVIDIA L40S", 300), InlineData("NVIDIA L4", 72), InlineData("Tesla T4", null)]
    public void The_longest_word_that_a_model_contains_says_its_number(string model, int? number) => Assert.Equal(number, (int?)ModelTable.Parse("l4=72, l40=300")!.Find(model));

    [Theory, InlineData("h100"), InlineData("h100=-1"), InlineData("=2"), InlineData("h100=1=2"), InlineData("h100=1e9")]
    public void What_is_no_table_is_refused(string text) => Assert.Null(ModelTable.Parse(text));

    [Fact]
    public void Settings_that_cannot_be_are_named()
    {
        Assert.Empty(new AccountingOptions().FindFaults());
        Assert.Equal(3, new AccountingOptions { AcceleratorPrices = "h100", AcceleratorWatts = "x", CpuIdleWatts = 9 }.FindFaults().Count());
    }
}

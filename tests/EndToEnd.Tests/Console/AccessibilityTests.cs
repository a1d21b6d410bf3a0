using Athanor.Conformance;
using Microsoft.Playwright;

namespace Athanor.EndToEnd.Console;

/// <summary>The rules of WCAG 2.2 AA that a program can judge, by axe-core.</summary>
public sealed class AccessibilityTests(PopulatedServer populated, Browser browser) : IClassFixture<PopulatedServer>
{
    private static readonly string Axe = Path.Combine(Repository.Root, "tests", "EndToEnd.Tests", "node_modules", "axe-core", "axe.min.js");

    [Theory, MemberData(nameof(ConsolePlaces.All), MemberType = typeof(ConsolePlaces))]
    public async Task A_page_breaks_no_rule(string name, string address)
    {
        if (!File.Exists(Axe)) Requirement.Missing("axe-core is not fetched: npm ci --ignore-scripts in tests/EndToEnd.Tests.");
        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            var page = await browser.OpenSignedInAsync(populated.Server, new() { ColorScheme = scheme });
            await page.GotoAsync(populated.At(address));
            await page.EvaluateAsync("document.querySelectorAll('details').forEach(part => part.open = true)");
            await page.EvaluateAsync(await File.ReadAllTextAsync(Axe, TestContext.Current.CancellationToken));

            var violations = await page.EvaluateAsync<string[]>(
                """
                async () => {
                  const results = await axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] });
                  if (results.passes.length < 10) return ['axe-core looked at next to nothing'];
                  return results.violations.map(rule => `${rule.id} (${rule.impact}): ${rule.help}: ${rule.nodes.map(node => node.html + ' ' + node.failureSummary).join(' | ')}`);
                }
                """);

            Assert.True(violations.Length == 0, $"{name} in {scheme}:\n{string.Join('\n', violations)}");
            await page.Context.CloseAsync();
        }
    }
}

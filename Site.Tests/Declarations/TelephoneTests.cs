using Microsoft.Extensions.DependencyInjection;
using Site.Declarations;
using Site.Publishing;
using Site.Tests.Support;

namespace Site.Tests.Declarations;

/// <summary>What is confirmed by e-mail proves nothing about a telephone, so nobody's number is asked for marketing, and no consent to call them (rule P11).</summary>
[Rule("P11")]
public sealed class TelephoneTests(SharedSite site)
{
    private const string Fields = "fields.yml";
    private const string Role = "    type: text\n    autocomplete: organization-title\n    max: 120\n    purposes: [webinar]\n";

    [Fact]
    public void TheShippedCatalogue_AsksForNoNumber_AndReachesPeopleByEmailAlone()
    {
        var catalogue = site.Services.GetRequiredService<LiveSite>().Part<Catalogue>();
        Assert.DoesNotContain(catalogue.Fields.Values, f => f.Type == FieldType.Telephone || f.Autocomplete?.StartsWith("tel", StringComparison.Ordinal) == true);
        Assert.All(catalogue.Purposes.Values, p => Assert.Equal("email", p.Channel));
    }

    [Theory]
    [InlineData("phone")]
    [InlineData("sms")]
    [InlineData("Email")]
    public void APurposeThatReachesPeopleByAnythingElse_IsRefused_WithTheReason(string channel)
    {
        var faults = site.Faults(Contents.With("purposes.yml", "channel: email", $"channel: {channel}"));
        Assert.Equal(site.Services.GetRequiredService<LiveSite>().Part<Catalogue>().Purposes.Count, faults.Count);
        Assert.All(faults, f => Assert.Contains("proves no consent to be called", f.Reason, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("type: telephone\n    purposes: [webinar, newsletter]", "\"newsletter\" rests on a consent")]
    [InlineData("type: telephone\n    purposes: [personalisation]", "\"personalisation\" rests on a consent")]
    [InlineData("type: text\n    autocomplete: tel-national\n    purposes: [webinar, newsletter]", "\"newsletter\" rests on a consent")]
    public void ANumberForWhatRestsOnAConsent_IsRefused(string field, string reason)
    {
        var fault = Assert.Single(site.Faults(Contents.With(Fields, Role, $"    {field}\n")));
        Assert.Equal((Fields, 83 + (field.Contains("autocomplete", StringComparison.Ordinal) ? 1 : 0)), (fault.File, fault.Line));
        Assert.Contains(reason, fault.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void ANumberForALegitimateInterest_IsRefused()
    {
        const string Contract = "  webinar:\n    basis: contract\n";
        var asked = Contents.With(Fields, Role, "    type: telephone\n    purposes: [webinar]\n");
        var interested = Contents.With("purposes.yml", Contract, Contract.Replace("contract", "legitimate-interest", StringComparison.Ordinal) + "    interest: { de: \"Wir wollen werben.\", en: \"We want to advertise.\" }\n");
        Assert.Contains(site.Faults([.. asked.Where(f => f.Path == Fields), .. interested.Where(f => f.Path != Fields)]), f => f.File == Fields && f.Reason.Contains("rests on a legitimate interest", StringComparison.Ordinal));
    }

    [Fact]
    public void ANumberForTheWebinarAlone_MayBeAskedFor() =>
        Assert.Empty(site.Faults(Contents.With(Fields, Role, "    type: telephone\n    autocomplete: tel\n    purposes: [webinar]\n")));
}

using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Site.Declarations;
using Site.Publishing;
using Site.Tests.Support;

namespace Site.Tests.Declarations;

/// <summary>A notice is known by the hash of its bytes: how they are written made beforehand gives the very bytes that looking at the types gives.</summary>
[Rule("P7")]
public sealed class NoticeJsonTests(SharedSite site)
{
    private static readonly JsonSerializerOptions _looked = new(Form.JsonOptions) { TypeInfoResolver = new DefaultJsonTypeInfoResolver() };

    [Fact]
    public void EveryForm_AndEachPrivacyNotice_IsWrittenTheSameEitherWay()
    {
        var content = site.Services.GetRequiredService<LiveSite>().Current;
        var sources = site.Services.GetServices<IFormSource>().ToList();
        var forms = sources.SelectMany(s => s.Forms(content)).SelectMany(draft => Language.All.Select(l => FormBuilder.Build(content, draft, l))).ToList();
        Assert.NotEmpty(forms);
        Assert.All(forms, form => Assert.Equal(JsonSerializer.Serialize(form, _looked), System.Text.Encoding.UTF8.GetString(form.ToJson())));
        Assert.All(Language.All.Select(l => PrivacyNotice.Of(DataUse.Of(content, sources), l)), notice => Assert.Equal(JsonSerializer.Serialize(notice, _looked), System.Text.Encoding.UTF8.GetString(notice.ToJson())));
    }
}

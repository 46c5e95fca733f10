using Microsoft.AspNetCore.Mvc.ApplicationModels;
using Site.Publishing;

namespace Site.Pages;

/// <summary>Which page answers at which <see cref="Place"/>; each in every language, and at no other address.</summary>
internal sealed class Routes : IPageRouteModelConvention
{
    private static readonly Dictionary<string, Place[]> _places = new(StringComparer.Ordinal)
    {
        ["/Home/Index"] = [Place.Home],
        ["/Webinars/Index"] = [Place.Webinars],
        ["/Webinars/Webinar"] = [Place.Webinar],
        ["/Articles/Index"] = [Place.Articles],
        ["/Articles/Article"] = [Place.Article],
        ["/SignUp/Newsletter"] = [Place.Newsletter],
        ["/SignUp/Sent"] = [Place.Sent],
        ["/SignUp/Confirm"] = [Place.Confirm],
        ["/SignUp/WayOut"] = [Place.Cancel, Place.Withdraw],
        ["/SignUp/NotMe"] = [Place.NotMe],
        ["/Receipts/Receipt"] = [Place.Receipt],
        ["/Receipts/Check"] = [Place.CheckReceipt],
        ["/MyData/Ask"] = [Place.MyData],
        ["/MyData/AskSent"] = [Place.MyDataSent],
        ["/MyData/Open"] = [Place.MyDataOpen],
        ["/MyData/View"] = [Place.MyDataView],
        ["/MyData/End"] = [Place.MyDataEnd],
        ["/MyData/Export"] = [Place.MyDataExport],
        ["/MyData/Correct"] = [Place.MyDataCorrect],
        ["/MyData/Erase"] = [Place.MyDataErase],
        ["/Legal/Privacy"] = [Place.Privacy],
        ["/Legal/PrivacyVersion"] = [Place.PrivacyVersion],
        ["/Legal/PrivacyChanges"] = [Place.PrivacyChanges],
        ["/Legal/WhatWeKeep"] = [Place.DataUse],
        ["/Legal/Text"] = [Place.Imprint, Place.Accessibility],
    };

    public void Apply(PageRouteModel model)
    {
        if (!_places.TryGetValue(model.ViewEnginePath, out var places))
        {
            return;
        }

        var metadata = model.Selectors[0].EndpointMetadata;
        model.Selectors.Clear();
        foreach (var template in places.SelectMany(p => Language.All.Select(l => Addresses.Template(p, l))))
        {
            var selector = new SelectorModel { AttributeRouteModel = new AttributeRouteModel { Template = template.TrimStart('/') } };
            foreach (var item in metadata)
            {
                selector.EndpointMetadata.Add(item);
            }

            model.Selectors.Add(selector);
        }
    }
}

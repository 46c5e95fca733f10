using Site.Data;
using Site.Declarations;
using Site.Evidence;
using Site.Journeys;
using Site.Mail;
using Site.MyData;
using Site.Pages;
using Site.Pages.Shared;
using Site.Prospects;
using Site.Publishing;
using Site.SignUps;
using Site.Web;
using Site.Webinars;

var builder = WebApplication.CreateBuilder(args);
builder.AddWeb().AddData().AddPublishing().AddDeclarations().AddEvidence().AddProspects().AddMail().AddWebinars()
    .AddSignUps().AddMyData().AddJourneys().AddPages();

var app = builder.Build();
app.UseWeb();
app.UseStyleSheets();
app.UseRouting();
app.MapPages();
app.Run();

/// <summary>Named so that tests can start it.</summary>
public partial class Program;

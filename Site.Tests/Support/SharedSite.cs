using Site.Tests.Support;

[assembly: AssemblyFixture(typeof(SharedSite))]

namespace Site.Tests.Support;

/// <summary>One site for all tests that neither move its clock nor change its settings, content or mail server's faults.</summary>
public sealed class SharedSite : SiteHost;

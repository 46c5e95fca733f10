using Xunit.v3;

namespace Site.Tests.Support;

/// <summary>Names the rule of the product that a test keeps, as the trait "rule": <c>[Fact, Rule("M3")]</c>, filtered with <c>-trait "rule=M3"</c>.</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class, AllowMultiple = true)]
public sealed class RuleAttribute(string id) : Attribute, ITraitAttribute
{
    public string Id { get; } = id;

    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() => [new("rule", Id)];
}

using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Microsoft.Extensions.Options;

namespace Site.Web;

/// <summary>Options that stop a bad start: whatever is wrong with one is said in the words of its property's annotation, which name the setting and the mend.</summary>
public static class Settings
{
    /// <summary>
    /// Binds <typeparamref name="T"/> to a section of the configuration and has it checked at the start. An empty value counts as not set,
    /// as compose files and shells pass on what nobody has filled in.
    /// </summary>
    public static OptionsBuilder<T> AddSettings<T>(this IServiceCollection services, string section) where T : class
    {
        services.AddSingleton<IValidateOptions<T>, Annotations<T>>();
        return services.AddOptions<T>().Configure<IConfiguration>((options, all) => Bind(options, all.GetSection(section))).ValidateOnStart();
    }

    private static void Bind<T>(T options, IConfigurationSection section) where T : class
    {
        var given = section.AsEnumerable(makePathsRelative: true).Where(v => !string.IsNullOrWhiteSpace(v.Value)).ToDictionary(v => v.Key, v => v.Value, StringComparer.OrdinalIgnoreCase);
        var faults = typeof(T).GetProperties().Where(p => given.TryGetValue(p.Name, out var text) && !CanRead(p.PropertyType, text)).Select(p => Fault(section.Key, p)).ToList();
        if (faults.Count > 0)
        {
            throw new OptionsValidationException(typeof(T).Name, typeof(T), faults);
        }

        new ConfigurationBuilder().AddInMemoryCollection(given).Build().Bind(options);
    }

    private static bool CanRead(Type type, string? text)
    {
        try
        {
            TypeDescriptor.GetConverter(type).ConvertFromInvariantString(text ?? "");
            // An enum would take the number of a name, which nobody means.
            return !type.IsEnum || !int.TryParse(text, out _);
        }
        catch (Exception e) when (e is FormatException or ArgumentException or OverflowException)
        {
            return false;
        }
    }

    private static string Fault(string section, PropertyInfo property) =>
        property.GetCustomAttribute<ValidationAttribute>()?.ErrorMessage ?? $"{section}__{property.Name} must be of the kind {property.PropertyType.Name}.";

    // The framework's own check wraps each message into the names of types and members.
    private sealed class Annotations<T> : IValidateOptions<T> where T : class
    {
        public ValidateOptionsResult Validate(string? name, T options)
        {
            var results = new List<ValidationResult>();
            return Validator.TryValidateObject(options, new ValidationContext(options), results, validateAllProperties: true)
                ? ValidateOptionsResult.Success
                : ValidateOptionsResult.Fail(results.Select(r => r.ErrorMessage ?? ""));
        }
    }
}

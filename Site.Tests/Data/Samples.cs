using System.Collections;
using NodaTime;

namespace Site.Tests.Data;

/// <summary>A plausible value of any type that a column or a parameter has.</summary>
internal static class Samples
{
    private static readonly Dictionary<Type, object> _values = new()
    {
        [typeof(string)] = "x",
        [typeof(int)] = 1,
        [typeof(long)] = 1L,
        [typeof(byte[])] = new byte[32],
        [typeof(Guid)] = Guid.NewGuid(),
        [typeof(Instant)] = Instant.FromUtc(2026, 3, 2, 9, 0),
        [typeof(LocalDateTime)] = new LocalDateTime(2026, 3, 2, 10, 0),
        [typeof(DateTime)] = new DateTime(2026, 3, 2, 9, 0, 0, DateTimeKind.Utc),
        [typeof(DateTimeOffset)] = new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero),
    };

    internal static object? Of(Type type)
    {
        var bare = Nullable.GetUnderlyingType(type) ?? type;
        return _values.TryGetValue(bare, out var value) ? value : bare.IsValueType ? Activator.CreateInstance(bare) : Two(bare);
    }

    // Lists are sent as JSON or as one parameter an element, so there must be elements.
    private static object? Two(Type type)
    {
        var element = type.IsArray ? type.GetElementType()! : type.GetInterfaces().Append(type)
            .FirstOrDefault(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IEnumerable<>))?.GetGenericArguments()[0];
        if (element is null)
        {
            return null;
        }

        var list = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(element))!;
        list.Add(Of(element));
        list.Add(Of(element));
        return type.IsArray ? ToArray(list, element) : list;
    }

    private static Array ToArray(IList list, Type element)
    {
        var array = Array.CreateInstance(element, list.Count);
        list.CopyTo(array, 0);
        return array;
    }
}

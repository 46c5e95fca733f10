using Site.Publishing;

namespace Site.Declarations;

/// <summary>
/// The topics there are: the answers of the field "topic". A webinar or an article may name one, the overviews can be narrowed to one, and what
/// somebody told us is compared with them.
/// </summary>
public sealed record Topics(IReadOnlyList<Choice> All)
{
    /// <summary>Key of the field that asks for a topic.</summary>
    public const string Field = "topic";

    /// <summary>Null for none and for one that does not exist.</summary>
    public Choice? Find(string? key) => All.FirstOrDefault(t => t.Key == key);

    /// <summary>The topic that a file names, or null; an error where there is none of that key.</summary>
    internal string? Read(YamlMap map)
    {
        var topic = map.TextOrNull(Field);
        if (topic is not null && Find(topic) is null)
        {
            map.Refuse(Field, All.Count > 0 ? $"must be one of: {string.Join(", ", All.Select(t => t.Key))}" : "names a topic, but fields.yml has no field \"topic\" with choices");
        }

        return topic;
    }
}

/// <summary>Takes the topics from the catalogue, and checks those of the articles, which are read before it.</summary>
internal sealed class TopicsReader : IContentReader
{
    public object Read(ContentReading reading)
    {
        var topics = new Topics(reading.Part<Catalogue>().Fields.GetValueOrDefault(Topics.Field)?.Choices ?? []);
        foreach (var article in reading.Part<ArticleList>().All.Where(a => a.Topic is not null && topics.Find(a.Topic) is null))
        {
            var file = reading.Files[$"articles/{article.Slug}/article.yml"];
            topics.Read(YamlMap.Parse(file.Path, file.Text, reading.Errors));
        }

        return topics;
    }
}

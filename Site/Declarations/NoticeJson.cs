using System.Text.Json.Serialization;

namespace Site.Declarations;

/// <summary>How notices are written, made when the site is built: found out by reflection at the start it would hold up the first answer.</summary>
[JsonSerializable(typeof(Form))]
[JsonSerializable(typeof(PrivacyNotice))]
internal sealed partial class NoticeJson : JsonSerializerContext;

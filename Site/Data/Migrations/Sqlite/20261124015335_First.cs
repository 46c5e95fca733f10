using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Site.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class First : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "ContentVersion",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ContentVersion", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Event",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Act = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Commitment = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Event", x => x.Id);
                    table.CheckConstraint("CK_Event_Act_Length", "length(Act) <= 40");
                    table.CheckConstraint("CK_Event_Commitment_Length", "length(Commitment) <= 32");
                });

            migrationBuilder.CreateTable(
                name: "Notice",
                columns: table => new
                {
                    Hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Json = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Html = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Notice", x => x.Hash);
                    table.CheckConstraint("CK_Notice_Hash_Length", "length(Hash) <= 64");
                });

            migrationBuilder.CreateTable(
                name: "Prospect",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    PublicId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Address = table.Column<string>(type: "TEXT", maxLength: 254, nullable: false),
                    AddressKey = table.Column<string>(type: "TEXT", maxLength: 254, nullable: false),
                    FirstSeenAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    LastSeenAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    BlockedAt = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Prospect", x => x.Id);
                    table.CheckConstraint("CK_Prospect_Address_Length", "length(Address) <= 254");
                    table.CheckConstraint("CK_Prospect_AddressKey_Length", "length(AddressKey) <= 254");
                });

            migrationBuilder.CreateTable(
                name: "RelativeDate",
                columns: table => new
                {
                    Path = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Text = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Date = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RelativeDate", x => new { x.Path, x.Text });
                    table.CheckConstraint("CK_RelativeDate_Path_Length", "length(Path) <= 200");
                    table.CheckConstraint("CK_RelativeDate_Text_Length", "length(Text) <= 40");
                });

            migrationBuilder.CreateTable(
                name: "Revision",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Path = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Bytes = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Sha256 = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false),
                    Editor = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Revision", x => x.Id);
                    table.CheckConstraint("CK_Revision_Editor_Length", "length(Editor) <= 100");
                    table.CheckConstraint("CK_Revision_Path_Length", "length(Path) <= 200");
                    table.CheckConstraint("CK_Revision_Sha256_Length", "length(Sha256) <= 32");
                });

            migrationBuilder.CreateTable(
                name: "Schedule",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Slug = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    Uid = table.Column<Guid>(type: "TEXT", nullable: false),
                    LocalStart = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Zone = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    Minutes = table.Column<int>(type: "INTEGER", nullable: false),
                    StartsAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Sequence = table.Column<int>(type: "INTEGER", nullable: false),
                    CancelledAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Capacity = table.Column<int>(type: "INTEGER", nullable: true),
                    AnnouncedAt = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Schedule", x => x.Id);
                    table.CheckConstraint("CK_Schedule_Slug_Length", "length(Slug) <= 120");
                    table.CheckConstraint("CK_Schedule_Zone_Length", "length(Zone) <= 60");
                });

            migrationBuilder.CreateTable(
                name: "Erasure",
                columns: table => new
                {
                    EventId = table.Column<long>(type: "INTEGER", nullable: false),
                    ErasedByEventId = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Erasure", x => x.EventId);
                    table.ForeignKey(
                        name: "FK_Erasure_Event_ErasedByEventId",
                        column: x => x.ErasedByEventId,
                        principalTable: "Event",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Erasure_Event_EventId",
                        column: x => x.EventId,
                        principalTable: "Event",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Leaf",
                columns: table => new
                {
                    Index = table.Column<long>(type: "INTEGER", nullable: false),
                    EventId = table.Column<long>(type: "INTEGER", nullable: false),
                    Hash = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Leaf", x => x.Index);
                    table.CheckConstraint("CK_Leaf_Hash_Length", "length(Hash) <= 32");
                    table.ForeignKey(
                        name: "FK_Leaf_Event_EventId",
                        column: x => x.EventId,
                        principalTable: "Event",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Payload",
                columns: table => new
                {
                    EventId = table.Column<long>(type: "INTEGER", nullable: false),
                    Subject = table.Column<Guid>(type: "TEXT", nullable: true),
                    About = table.Column<Guid>(type: "TEXT", nullable: true),
                    Salt = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false),
                    Bytes = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Payload", x => x.EventId);
                    table.CheckConstraint("CK_Payload_Salt_Length", "length(Salt) <= 32");
                    table.ForeignKey(
                        name: "FK_Payload_Event_EventId",
                        column: x => x.EventId,
                        principalTable: "Event",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "NoticePublication",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    FormKey = table.Column<string>(type: "TEXT", maxLength: 160, nullable: false),
                    Language = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    NoticeHash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    PublishedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ReplacedAt = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_NoticePublication", x => x.Id);
                    table.CheckConstraint("CK_NoticePublication_FormKey_Length", "length(FormKey) <= 160");
                    table.CheckConstraint("CK_NoticePublication_Language_Length", "length(Language) <= 2");
                    table.CheckConstraint("CK_NoticePublication_NoticeHash_Length", "length(NoticeHash) <= 64");
                    table.ForeignKey(
                        name: "FK_NoticePublication_Notice_NoticeHash",
                        column: x => x.NoticeHash,
                        principalTable: "Notice",
                        principalColumn: "Hash",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Basis",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    ProspectId = table.Column<long>(type: "INTEGER", nullable: false),
                    Submission = table.Column<Guid>(type: "TEXT", nullable: false),
                    Purpose = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    IsConsent = table.Column<bool>(type: "INTEGER", nullable: false),
                    NoticeHash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    RequestedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    LiveFrom = table.Column<DateTime>(type: "TEXT", nullable: true),
                    EndedAt = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Basis", x => x.Id);
                    table.CheckConstraint("CK_Basis_NoticeHash_Length", "length(NoticeHash) <= 64");
                    table.CheckConstraint("CK_Basis_Purpose_Length", "length(Purpose) <= 60");
                    table.ForeignKey(
                        name: "FK_Basis_Prospect_ProspectId",
                        column: x => x.ProspectId,
                        principalTable: "Prospect",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Outbox",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    PublicId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Kind = table.Column<int>(type: "INTEGER", nullable: false),
                    DedupKey = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Occasion = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    ProspectId = table.Column<long>(type: "INTEGER", nullable: false),
                    Submission = table.Column<Guid>(type: "TEXT", nullable: false),
                    Purpose = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    Language = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    DueAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    PastAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    ClaimedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Claim = table.Column<Guid>(type: "TEXT", nullable: true),
                    SentAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    WithheldAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    WithheldReason = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    LastError = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Outbox", x => x.Id);
                    table.CheckConstraint("CK_Outbox_DedupKey_Length", "length(DedupKey) <= 200");
                    table.CheckConstraint("CK_Outbox_Language_Length", "length(Language) <= 2");
                    table.CheckConstraint("CK_Outbox_LastError_Length", "length(LastError) <= 500");
                    table.CheckConstraint("CK_Outbox_Occasion_Length", "length(Occasion) <= 60");
                    table.CheckConstraint("CK_Outbox_Purpose_Length", "length(Purpose) <= 60");
                    table.CheckConstraint("CK_Outbox_WithheldReason_Length", "length(WithheldReason) <= 40");
                    table.ForeignKey(
                        name: "FK_Outbox_Prospect_ProspectId",
                        column: x => x.ProspectId,
                        principalTable: "Prospect",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "SignUp",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    PublicId = table.Column<Guid>(type: "TEXT", nullable: false),
                    ProspectId = table.Column<long>(type: "INTEGER", nullable: false),
                    Form = table.Column<string>(type: "TEXT", maxLength: 160, nullable: false),
                    Language = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    NoticeHash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    RequestedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ConfirmedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    CancelledAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    ReplacedAt = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SignUp", x => x.Id);
                    table.CheckConstraint("CK_SignUp_Form_Length", "length(Form) <= 160");
                    table.CheckConstraint("CK_SignUp_Language_Length", "length(Language) <= 2");
                    table.CheckConstraint("CK_SignUp_NoticeHash_Length", "length(NoticeHash) <= 64");
                    table.ForeignKey(
                        name: "FK_SignUp_Prospect_ProspectId",
                        column: x => x.ProspectId,
                        principalTable: "Prospect",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Use",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    ProspectId = table.Column<long>(type: "INTEGER", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    By = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    What = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Purpose = table.Column<string>(type: "TEXT", maxLength: 60, nullable: true),
                    Fields = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    Submission = table.Column<Guid>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Use", x => x.Id);
                    table.CheckConstraint("CK_Use_By_Length", "length(By) <= 40");
                    table.CheckConstraint("CK_Use_Fields_Length", "length(Fields) <= 1000");
                    table.CheckConstraint("CK_Use_Purpose_Length", "length(Purpose) <= 60");
                    table.CheckConstraint("CK_Use_What_Length", "length(What) <= 40");
                    table.ForeignKey(
                        name: "FK_Use_Prospect_ProspectId",
                        column: x => x.ProspectId,
                        principalTable: "Prospect",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "LiveFile",
                columns: table => new
                {
                    Path = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    RevisionId = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LiveFile", x => x.Path);
                    table.CheckConstraint("CK_LiveFile_Path_Length", "length(Path) <= 200");
                    table.ForeignKey(
                        name: "FK_LiveFile_Revision_RevisionId",
                        column: x => x.RevisionId,
                        principalTable: "Revision",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Answer",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    SignUpId = table.Column<long>(type: "INTEGER", nullable: false),
                    Field = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    Value = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Answer", x => x.Id);
                    table.CheckConstraint("CK_Answer_Field_Length", "length(Field) <= 60");
                    table.CheckConstraint("CK_Answer_Value_Length", "length(Value) <= 4000");
                    table.ForeignKey(
                        name: "FK_Answer_SignUp_SignUpId",
                        column: x => x.SignUpId,
                        principalTable: "SignUp",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Answer_SignUpId_Field",
                table: "Answer",
                columns: new[] { "SignUpId", "Field" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Basis_ProspectId_Purpose",
                table: "Basis",
                columns: new[] { "ProspectId", "Purpose" });

            migrationBuilder.CreateIndex(
                name: "IX_Basis_Submission_Purpose",
                table: "Basis",
                columns: new[] { "Submission", "Purpose" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Erasure_ErasedByEventId",
                table: "Erasure",
                column: "ErasedByEventId");

            migrationBuilder.CreateIndex(
                name: "IX_Leaf_EventId",
                table: "Leaf",
                column: "EventId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_LiveFile_RevisionId",
                table: "LiveFile",
                column: "RevisionId");

            migrationBuilder.CreateIndex(
                name: "IX_NoticePublication_FormKey_Language",
                table: "NoticePublication",
                columns: new[] { "FormKey", "Language" },
                unique: true,
                filter: "ReplacedAt IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_NoticePublication_NoticeHash",
                table: "NoticePublication",
                column: "NoticeHash");

            migrationBuilder.CreateIndex(
                name: "IX_Outbox_Claim",
                table: "Outbox",
                column: "Claim",
                filter: "Claim IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Outbox_DedupKey",
                table: "Outbox",
                column: "DedupKey",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Outbox_DueAt_Kind",
                table: "Outbox",
                columns: new[] { "DueAt", "Kind" },
                filter: "SentAt IS NULL AND WithheldAt IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Outbox_ProspectId_Kind_CreatedAt",
                table: "Outbox",
                columns: new[] { "ProspectId", "Kind", "CreatedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Outbox_PublicId",
                table: "Outbox",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Outbox_Submission",
                table: "Outbox",
                column: "Submission");

            migrationBuilder.CreateIndex(
                name: "IX_Payload_About",
                table: "Payload",
                column: "About");

            migrationBuilder.CreateIndex(
                name: "IX_Payload_Subject",
                table: "Payload",
                column: "Subject");

            migrationBuilder.CreateIndex(
                name: "IX_Prospect_AddressKey",
                table: "Prospect",
                column: "AddressKey",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Prospect_PublicId",
                table: "Prospect",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Revision_Path_Id",
                table: "Revision",
                columns: new[] { "Path", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Schedule_Slug",
                table: "Schedule",
                column: "Slug",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Schedule_StartsAt",
                table: "Schedule",
                column: "StartsAt");

            migrationBuilder.CreateIndex(
                name: "IX_SignUp_Form_RequestedAt",
                table: "SignUp",
                columns: new[] { "Form", "RequestedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_SignUp_ProspectId_Form",
                table: "SignUp",
                columns: new[] { "ProspectId", "Form" },
                unique: true,
                filter: "ConfirmedAt IS NOT NULL AND CancelledAt IS NULL AND ReplacedAt IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_SignUp_PublicId",
                table: "SignUp",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_SignUp_RequestedAt",
                table: "SignUp",
                column: "RequestedAt");

            migrationBuilder.CreateIndex(
                name: "IX_Use_ProspectId",
                table: "Use",
                column: "ProspectId");

            foreach (var table in new[] { "Event", "Erasure", "Leaf", "Notice", "Revision" })
            {
                migrationBuilder.CreateAppendOnlyTriggers(table);
            }

            migrationBuilder.CreateAppendOnlyTriggers("Payload", deletable: "EXISTS (SELECT 1 FROM Erasure e WHERE e.EventId = d.EventId)");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Answer");

            migrationBuilder.DropTable(
                name: "Basis");

            migrationBuilder.DropTable(
                name: "ContentVersion");

            migrationBuilder.DropTable(
                name: "Erasure");

            migrationBuilder.DropTable(
                name: "Leaf");

            migrationBuilder.DropTable(
                name: "LiveFile");

            migrationBuilder.DropTable(
                name: "NoticePublication");

            migrationBuilder.DropTable(
                name: "Outbox");

            migrationBuilder.DropTable(
                name: "Payload");

            migrationBuilder.DropTable(
                name: "RelativeDate");

            migrationBuilder.DropTable(
                name: "Schedule");

            migrationBuilder.DropTable(
                name: "Use");

            migrationBuilder.DropTable(
                name: "SignUp");

            migrationBuilder.DropTable(
                name: "Revision");

            migrationBuilder.DropTable(
                name: "Notice");

            migrationBuilder.DropTable(
                name: "Event");

            migrationBuilder.DropTable(
                name: "Prospect");
        }
    }
}

using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Site.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Sealing : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_SignUp_NoticeHash",
                table: "SignUp");

            // It was empty: nothing was sealed before.
            migrationBuilder.DropTable(
                name: "Leaf");

            migrationBuilder.CreateTable(
                name: "Leaf",
                columns: table => new
                {
                    Log = table.Column<int>(type: "INTEGER", nullable: false),
                    Index = table.Column<long>(type: "INTEGER", nullable: false),
                    EventId = table.Column<long>(type: "INTEGER", nullable: false),
                    Hash = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Leaf", x => new { x.Log, x.Index });
                    table.CheckConstraint("CK_Leaf_Hash_Length", "length(Hash) <= 32");
                    table.ForeignKey(
                        name: "FK_Leaf_Event_EventId",
                        column: x => x.EventId,
                        principalTable: "Event",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Leaf_EventId",
                table: "Leaf",
                column: "EventId",
                unique: true);

            // Said in SQLite's words: EF would make the table anew, without its triggers.
            migrationBuilder.Sql("ALTER TABLE Event ADD COLUMN Mac BLOB NOT NULL DEFAULT X'' CONSTRAINT CK_Event_Mac_Length CHECK (length(Mac) <= 32)");

            migrationBuilder.CreateTable(
                name: "EvidenceCheckpoint",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Log = table.Column<int>(type: "INTEGER", nullable: false),
                    Size = table.Column<long>(type: "INTEGER", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    IsPublic = table.Column<bool>(type: "INTEGER", nullable: false),
                    Note = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_EvidenceCheckpoint", x => x.Id);
                    table.CheckConstraint("CK_EvidenceCheckpoint_Note_Length", "length(Note) <= 2000");
                });

            migrationBuilder.CreateTable(
                name: "EvidenceInspection",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Events = table.Column<long>(type: "INTEGER", nullable: false),
                    Fault = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_EvidenceInspection", x => x.Id);
                    table.CheckConstraint("CK_EvidenceInspection_Fault_Length", "length(Fault) <= 500");
                    table.CheckConstraint("CK_EvidenceInspection_Kind_Length", "length(Kind) <= 20");
                });

            migrationBuilder.CreateTable(
                name: "EvidenceLog",
                columns: table => new
                {
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    Origin = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    OpenedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    After = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_EvidenceLog", x => x.Number);
                    table.CheckConstraint("CK_EvidenceLog_After_Length", "length(After) <= 2000");
                    table.CheckConstraint("CK_EvidenceLog_Origin_Length", "length(Origin) <= 300");
                });

            migrationBuilder.CreateTable(
                name: "TreeNode",
                columns: table => new
                {
                    Log = table.Column<int>(type: "INTEGER", nullable: false),
                    Level = table.Column<int>(type: "INTEGER", nullable: false),
                    Index = table.Column<long>(type: "INTEGER", nullable: false),
                    Hash = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TreeNode", x => new { x.Log, x.Level, x.Index });
                    table.CheckConstraint("CK_TreeNode_Hash_Length", "length(Hash) <= 32");
                });

            migrationBuilder.CreateTable(
                name: "SigningKey",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Name = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    PublicKey = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false),
                    FromId = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SigningKey", x => x.Id);
                    table.CheckConstraint("CK_SigningKey_Name_Length", "length(Name) <= 300");
                    table.CheckConstraint("CK_SigningKey_PublicKey_Length", "length(PublicKey) <= 32");
                    table.ForeignKey(
                        name: "FK_SigningKey_EvidenceCheckpoint_FromId",
                        column: x => x.FromId,
                        principalTable: "EvidenceCheckpoint",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_SignUp_NoticeHash_ConfirmedAt",
                table: "SignUp",
                columns: new[] { "NoticeHash", "ConfirmedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_EvidenceCheckpoint_IsPublic_Id",
                table: "EvidenceCheckpoint",
                columns: new[] { "IsPublic", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_EvidenceCheckpoint_Log_Size",
                table: "EvidenceCheckpoint",
                columns: new[] { "Log", "Size" });

            migrationBuilder.CreateIndex(
                name: "IX_EvidenceInspection_Kind_Id",
                table: "EvidenceInspection",
                columns: new[] { "Kind", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_EvidenceLog_Origin",
                table: "EvidenceLog",
                column: "Origin",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_SigningKey_FromId",
                table: "SigningKey",
                column: "FromId");

            foreach (var table in new[] { "Leaf", "TreeNode", "EvidenceCheckpoint", "EvidenceLog", "SigningKey", "EvidenceInspection" })
            {
                migrationBuilder.CreateAppendOnlyTriggers(table);
            }
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "EvidenceInspection");

            migrationBuilder.DropTable(
                name: "EvidenceLog");

            migrationBuilder.DropTable(
                name: "SigningKey");

            migrationBuilder.DropTable(
                name: "TreeNode");

            migrationBuilder.DropTable(
                name: "EvidenceCheckpoint");

            migrationBuilder.DropIndex(
                name: "IX_SignUp_NoticeHash_ConfirmedAt",
                table: "SignUp");

            migrationBuilder.DropPrimaryKey(
                name: "PK_Leaf",
                table: "Leaf");

            migrationBuilder.DropCheckConstraint(
                name: "CK_Event_Mac_Length",
                table: "Event");

            migrationBuilder.DropColumn(
                name: "Log",
                table: "Leaf");

            migrationBuilder.DropColumn(
                name: "Mac",
                table: "Event");

            migrationBuilder.AddPrimaryKey(
                name: "PK_Leaf",
                table: "Leaf",
                column: "Index");

            migrationBuilder.CreateIndex(
                name: "IX_SignUp_NoticeHash",
                table: "SignUp",
                column: "NoticeHash");
        }
    }
}

using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Site.Data.Migrations.SqlServer
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
                    Log = table.Column<int>(type: "int", nullable: false),
                    Index = table.Column<long>(type: "bigint", nullable: false),
                    EventId = table.Column<long>(type: "bigint", nullable: false),
                    Hash = table.Column<byte[]>(type: "varbinary(32)", maxLength: 32, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Leaf", x => new { x.Log, x.Index });
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

            migrationBuilder.AddColumn<byte[]>(
                name: "Mac",
                table: "Event",
                type: "varbinary(32)",
                maxLength: 32,
                nullable: false,
                defaultValue: new byte[0]);

            migrationBuilder.CreateTable(
                name: "EvidenceCheckpoint",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    Log = table.Column<int>(type: "int", nullable: false),
                    Size = table.Column<long>(type: "bigint", nullable: false),
                    At = table.Column<DateTime>(type: "datetime2", nullable: false),
                    IsPublic = table.Column<bool>(type: "bit", nullable: false),
                    Note = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_EvidenceCheckpoint", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "EvidenceInspection",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    Kind = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false),
                    At = table.Column<DateTime>(type: "datetime2", nullable: false),
                    Events = table.Column<long>(type: "bigint", nullable: false),
                    Fault = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_EvidenceInspection", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "EvidenceLog",
                columns: table => new
                {
                    Number = table.Column<int>(type: "int", nullable: false),
                    Origin = table.Column<string>(type: "nvarchar(300)", maxLength: 300, nullable: false),
                    OpenedAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    After = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_EvidenceLog", x => x.Number);
                });

            migrationBuilder.CreateTable(
                name: "TreeNode",
                columns: table => new
                {
                    Log = table.Column<int>(type: "int", nullable: false),
                    Level = table.Column<int>(type: "int", nullable: false),
                    Index = table.Column<long>(type: "bigint", nullable: false),
                    Hash = table.Column<byte[]>(type: "varbinary(32)", maxLength: 32, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TreeNode", x => new { x.Log, x.Level, x.Index });
                });

            migrationBuilder.CreateTable(
                name: "SigningKey",
                columns: table => new
                {
                    Id = table.Column<int>(type: "int", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    Name = table.Column<string>(type: "nvarchar(300)", maxLength: 300, nullable: false),
                    PublicKey = table.Column<byte[]>(type: "varbinary(32)", maxLength: 32, nullable: false),
                    FromId = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SigningKey", x => x.Id);
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

using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Site.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Post : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTime>(
                name: "BouncedAt",
                table: "Prospect",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "BounceStatus",
                table: "Outbox",
                type: "TEXT",
                maxLength: 20,
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "BouncedAt",
                table: "Outbox",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "Announcement",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    ScheduleId = table.Column<long>(type: "INTEGER", nullable: false),
                    Sequence = table.Column<int>(type: "INTEGER", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    StartsAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Zone = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    Minutes = table.Column<int>(type: "INTEGER", nullable: false),
                    IsCancelled = table.Column<bool>(type: "INTEGER", nullable: false),
                    StaffId = table.Column<string>(type: "TEXT", maxLength: 36, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Announcement", x => x.Id);
                    table.CheckConstraint("CK_Announcement_StaffId_Length", "length(StaffId) <= 36");
                    table.CheckConstraint("CK_Announcement_Zone_Length", "length(Zone) <= 60");
                    table.ForeignKey(
                        name: "FK_Announcement_Schedule_ScheduleId",
                        column: x => x.ScheduleId,
                        principalTable: "Schedule",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Issue",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    PublicId = table.Column<Guid>(type: "TEXT", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ChangedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    StaffId = table.Column<string>(type: "TEXT", maxLength: 36, nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    DueAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    SpreadAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    StoppedAt = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Issue", x => x.Id);
                    table.CheckConstraint("CK_Issue_StaffId_Length", "length(StaffId) <= 36");
                });

            migrationBuilder.CreateTable(
                name: "Suppression",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Key = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Until = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Suppression", x => x.Id);
                    table.CheckConstraint("CK_Suppression_Key_Length", "length(Key) <= 32");
                    table.CheckConstraint("CK_Suppression_Reason_Length", "length(Reason) <= 20");
                });

            migrationBuilder.CreateTable(
                name: "IssueText",
                columns: table => new
                {
                    IssueId = table.Column<long>(type: "INTEGER", nullable: false),
                    Language = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    Subject = table.Column<string>(type: "TEXT", maxLength: 150, nullable: false),
                    Preheader = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Body = table.Column<string>(type: "TEXT", maxLength: 20000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_IssueText", x => new { x.IssueId, x.Language });
                    table.CheckConstraint("CK_IssueText_Body_Length", "length(Body) <= 20000");
                    table.CheckConstraint("CK_IssueText_Language_Length", "length(Language) <= 2");
                    table.CheckConstraint("CK_IssueText_Preheader_Length", "length(Preheader) <= 200");
                    table.CheckConstraint("CK_IssueText_Subject_Length", "length(Subject) <= 150");
                    table.ForeignKey(
                        name: "FK_IssueText_Issue_IssueId",
                        column: x => x.IssueId,
                        principalTable: "Issue",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Outbox_Occasion",
                table: "Outbox",
                column: "Occasion",
                filter: "Kind = 50");

            // The check of the length of Outbox.BounceStatus comes with the next migration that builds that table anew: doing so for it alone
            // would leave the transaction. Only our own code writes there.
            migrationBuilder.CreateIndex(
                name: "IX_Announcement_ScheduleId_Sequence",
                table: "Announcement",
                columns: new[] { "ScheduleId", "Sequence" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Issue_DueAt",
                table: "Issue",
                column: "DueAt",
                filter: "SpreadAt IS NULL AND StoppedAt IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Issue_PublicId",
                table: "Issue",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Suppression_Key_Reason",
                table: "Suppression",
                columns: new[] { "Key", "Reason" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Suppression_Until",
                table: "Suppression",
                column: "Until");

            migrationBuilder.CreateAppendOnlyTriggers("Announcement");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Announcement");

            migrationBuilder.DropTable(
                name: "IssueText");

            migrationBuilder.DropTable(
                name: "Suppression");

            migrationBuilder.DropTable(
                name: "Issue");

            migrationBuilder.DropIndex(
                name: "IX_Outbox_Occasion",
                table: "Outbox");

            migrationBuilder.DropColumn(
                name: "BouncedAt",
                table: "Prospect");

            migrationBuilder.DropColumn(
                name: "BounceStatus",
                table: "Outbox");

            migrationBuilder.DropColumn(
                name: "BouncedAt",
                table: "Outbox");
        }
    }
}

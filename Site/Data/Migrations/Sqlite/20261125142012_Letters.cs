using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Site.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Letters : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "CheckpointLetter",
                columns: table => new
                {
                    CheckpointId = table.Column<long>(type: "INTEGER", nullable: false),
                    ClaimedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    SentAt = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CheckpointLetter", x => x.CheckpointId);
                    table.ForeignKey(
                        name: "FK_CheckpointLetter_EvidenceCheckpoint_CheckpointId",
                        column: x => x.CheckpointId,
                        principalTable: "EvidenceCheckpoint",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "LetterCopy",
                columns: table => new
                {
                    Letter = table.Column<Guid>(type: "TEXT", nullable: false),
                    Submission = table.Column<Guid>(type: "TEXT", nullable: false),
                    Kind = table.Column<int>(type: "INTEGER", nullable: false),
                    Purpose = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    Fields = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    SentAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Compressed = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LetterCopy", x => x.Letter);
                    table.CheckConstraint("CK_LetterCopy_Fields_Length", "length(Fields) <= 1000");
                    table.CheckConstraint("CK_LetterCopy_Purpose_Length", "length(Purpose) <= 60");
                });

            migrationBuilder.CreateIndex(
                name: "IX_LetterCopy_Submission",
                table: "LetterCopy",
                column: "Submission");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "CheckpointLetter");

            migrationBuilder.DropTable(
                name: "LetterCopy");
        }
    }
}

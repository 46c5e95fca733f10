using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Site.Data.Migrations.SqlServer
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
                    CheckpointId = table.Column<long>(type: "bigint", nullable: false),
                    ClaimedAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    SentAt = table.Column<DateTime>(type: "datetime2", nullable: true)
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
                    Letter = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Submission = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Kind = table.Column<int>(type: "int", nullable: false),
                    Purpose = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false),
                    Fields = table.Column<string>(type: "nvarchar(1000)", maxLength: 1000, nullable: false),
                    SentAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    Compressed = table.Column<byte[]>(type: "varbinary(max)", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LetterCopy", x => x.Letter);
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

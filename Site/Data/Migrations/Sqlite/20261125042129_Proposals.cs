using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Site.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Proposals : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "WaitingId",
                table: "ContentVersion",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "Proposal",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Why = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Proposal", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Decision",
                columns: table => new
                {
                    ProposalId = table.Column<long>(type: "INTEGER", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Verdict = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    StaffId = table.Column<string>(type: "TEXT", maxLength: 36, nullable: true),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Decision", x => x.ProposalId);
                    table.CheckConstraint("CK_Decision_Reason_Length", "length(Reason) <= 400");
                    table.CheckConstraint("CK_Decision_StaffId_Length", "length(StaffId) <= 36");
                    table.CheckConstraint("CK_Decision_Verdict_Length", "length(Verdict) <= 20");
                    table.ForeignKey(
                        name: "FK_Decision_Proposal_ProposalId",
                        column: x => x.ProposalId,
                        principalTable: "Proposal",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ProposedFile",
                columns: table => new
                {
                    ProposalId = table.Column<long>(type: "INTEGER", nullable: false),
                    Path = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    RevisionId = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ProposedFile", x => new { x.ProposalId, x.Path });
                    table.CheckConstraint("CK_ProposedFile_Path_Length", "length(Path) <= 200");
                    table.ForeignKey(
                        name: "FK_ProposedFile_Proposal_ProposalId",
                        column: x => x.ProposalId,
                        principalTable: "Proposal",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_ProposedFile_Revision_RevisionId",
                        column: x => x.RevisionId,
                        principalTable: "Revision",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_ProposedFile_RevisionId",
                table: "ProposedFile",
                column: "RevisionId");

            foreach (var table in new[] { "Proposal", "ProposedFile", "Decision" })
            {
                migrationBuilder.CreateAppendOnlyTriggers(table);
            }
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Decision");

            migrationBuilder.DropTable(
                name: "ProposedFile");

            migrationBuilder.DropTable(
                name: "Proposal");

            migrationBuilder.DropColumn(
                name: "WaitingId",
                table: "ContentVersion");
        }
    }
}

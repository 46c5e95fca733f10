using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Site.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class ConfirmBy : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTime>(
                name: "ConfirmBy",
                table: "SignUp",
                type: "TEXT",
                nullable: false,
                defaultValue: new DateTime(1, 1, 1, 0, 0, 0, 0, DateTimeKind.Unspecified));

            // What the site said until now, unless its settings said otherwise: seven days.
            migrationBuilder.Sql("UPDATE SignUp SET ConfirmBy = strftime('%Y-%m-%d %H:%M:%f', RequestedAt, '+7 days')");

            migrationBuilder.CreateIndex(
                name: "IX_SignUp_ConfirmBy",
                table: "SignUp",
                column: "ConfirmBy");

            migrationBuilder.CreateIndex(
                name: "IX_SignUp_NoticeHash",
                table: "SignUp",
                column: "NoticeHash");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_SignUp_ConfirmBy",
                table: "SignUp");

            migrationBuilder.DropIndex(
                name: "IX_SignUp_NoticeHash",
                table: "SignUp");

            migrationBuilder.DropColumn(
                name: "ConfirmBy",
                table: "SignUp");
        }
    }
}

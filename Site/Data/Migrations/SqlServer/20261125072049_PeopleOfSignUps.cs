using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Site.Data.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class PeopleOfSignUps : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "IX_SignUp_ProspectId",
                table: "SignUp",
                column: "ProspectId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_SignUp_ProspectId",
                table: "SignUp");
        }
    }
}

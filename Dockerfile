# The very SDK that wrote the lock file: another one brings another framework, and a locked restore refuses it. A security update of .NET is this line,
# `dotnet restore Site --force-evaluate -p:Deployed=true`, and a new image: the framework is inside.
FROM --platform=$BUILDPLATFORM mcr.microsoft.com/dotnet/sdk:10.0.401 AS build
ARG TARGETARCH
WORKDIR /src
COPY global.json Directory.Build.props Directory.Packages.props .editorconfig ./
# All of it before the restore: with the project file alone the SDK asks for other packages than the lock file names, as it sees no Razor components.
COPY Site Site
RUN dotnet restore Site --locked-mode -p:Deployed=true
RUN dotnet publish Site -c Release --no-restore -r linux-$(echo $TARGETARCH | sed s/amd64/x64/) -p:Deployed=true -o /app

FROM mcr.microsoft.com/dotnet/runtime-deps:10.0
WORKDIR /app
COPY --from=build /app ./
COPY Content ./Content
ENV ASPNETCORE_HTTP_PORTS=8080 Content__Folder=Content Evidence__Folder=/evidence
RUN mkdir /evidence && chown $APP_UID /evidence
USER $APP_UID
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=6s --start-period=40s --retries=6 CMD ["./Site", "health"]
ENTRYPOINT ["./Site"]

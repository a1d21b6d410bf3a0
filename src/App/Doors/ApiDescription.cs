using Athanor.Access.Authorization;
using Athanor.Foundation.Identifiers;
using Athanor.Foundation.Units;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Athanor.App.Doors;

/// <summary>The OpenAPI document: what the routes say of themselves, with the permission each demands and how to sign in.</summary>
internal static class ApiDescription
{
    public static void Configure(OpenApiOptions options)
    {
        // Bodies are named by the operation they stand in: CreateProject.Body is CreateProjectBody.
        options.CreateSchemaReferenceId = type => type.Type.DeclaringType is { } operation && OpenApiOptions.CreateDefaultSchemaReferenceId(type) is { } name
            ? $"{operation.Name}{name}"
            : OpenApiOptions.CreateDefaultSchemaReferenceId(type);
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new() { Title = "Athanor", Version = "v1", Description = "Errors are RFC 9457 problem details with `code`, `hint` and `requestId`. Lists are paged by `after`, taken from `next`." };
            document.Servers = [];
            document.Components ??= new();
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
            {
                ["bearer"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "`<key id>.<secret>`" },
                ["basic"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "basic", Description = "The key id as user, the secret as password." },
            };
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            var demand = context.Description.ActionDescriptor.EndpointMetadata.OfType<RoutePermission>().LastOrDefault();
            operation.Description = demand switch
            {
                RoutePermission.OnServer server => $"Needs `{server.Permission.Name}` on the server: {server.Permission.Description}",
                RoutePermission.InProject project => $"Needs `{project.Permission.Name}` in the project: {project.Permission.Description}",
                RoutePermission.AnyCaller any => $"Any caller. {any.Reason}",
                _ => operation.Description,
            };
            return Task.CompletedTask;
        });
        options.AddSchemaTransformer((schema, context, _) =>
        {
            if (context.JsonTypeInfo.Type == typeof(Bytes)) (schema.Type, schema.Properties, schema.Description) = (JsonSchemaType.Integer, null, "bytes");
            if (context.JsonTypeInfo.Type == typeof(Cpus)) (schema.Type, schema.Properties, schema.Description) = (JsonSchemaType.Number, null, "processors");
            if (context.JsonTypeInfo.Type == typeof(Subject)) (schema.Type, schema.Properties, schema.Description) = (JsonSchemaType.String, null, "kind/name");
            return Task.CompletedTask;
        });
    }
}

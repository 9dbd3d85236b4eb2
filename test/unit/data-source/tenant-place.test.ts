import type { DataSourceOptions } from "../../../src/data-source/data-source-options";
import { placeOfTenant } from "../../../src/data-source/tenant-place";
import type { TenantOptions } from "../../../src/migrate/tenant-options";

const SERVER = { url: "postgres://web:secret@db:5432/app?schema=main&sslmode=require" };

function place(options: object, tenants: Omit<TenantOptions, "list">, tenant = "acme") {
  const migrations = { versionTableSchema: "ops", upgradeOnInitialize: true, tenants: { list: [], ...tenants } };
  return placeOfTenant({ ...options, synchronize: true, migrations } as unknown as DataSourceOptions, tenant);
}

describe("placeOfTenant", () => {
  it("leads into a schema, where the tenant's version table is, and does nothing by itself", () => {
    expect(place(SERVER, { kind: "schema" })).toEqual({
      tenant: "acme",
      schema: "acme",
      options: {
        type: "postgres",
        url: "postgres://web:secret@db:5432/app?sslmode=require",
        schema: "acme",
        schemaOnly: true,
        synchronize: false,
        migrations: { versionTableSchema: "acme" },
      },
    });
  });

  it("leads to another database of the server, whatever its name holds", () => {
    const { options } = place(SERVER, { kind: "database" }, "a b/c");
    expect(options.url).toBe("postgres://web:secret@db:5432/a%20b%2Fc?schema=main&sslmode=require");
  });

  it("replaces the name of the database where there is no URL", () => {
    const { options } = place({ type: "mysql", host: "db", database: "app" }, { kind: "database" });
    expect(options).toMatchObject({ host: "db", database: "acme" });
  });

  it("leads to a file beside the one of the data source, which must exist", () => {
    const { options } = place({ type: "sqlite", database: "data/main.sqlite" }, { kind: "database" });
    expect(options).toMatchObject({ database: "data/acme.sqlite", fileMustExist: true });
  });

  it("takes the type from a URL that it takes away", () => {
    const { options } = place({ url: "sqlite:data/main.sqlite" }, { kind: "database" });
    expect(options).toMatchObject({ type: "sqlite", database: "data/acme.sqlite" });
    expect(options.url).toBeUndefined();
  });

  it.each([
    ["a name", (tenant: string) => `t_${tenant}`, { database: "t_acme" }],
    ["a URL", (tenant: string) => `mysql://other/${tenant}`, { url: "mysql://other/acme" }],
    ["options", (tenant: string) => ({ database: tenant, host: "other" }), { database: "acme", host: "other" }],
  ])("asks the template for %s", (_what, template, expected) => {
    const { options } = place({ type: "mysql", host: "db", database: "app" }, { kind: "database", template });
    expect(options).toMatchObject(expected);
  });

  it("asks the template for a schema", () => {
    expect(place(SERVER, { kind: "schema", template: (tenant) => `t_${tenant}` }).schema).toBe("t_acme");
  });

  it("refuses schemas where the database has none", () => {
    const given = (): unknown => place({ type: "sqlite", database: "app.db" }, { kind: "schema" });
    expect(given).toThrow(expect.objectContaining({ code: "CONFIG.INVALID" }));
  });

  it.each(["../other", "a/b", "..", "a\\b"])("refuses %j as the name of a file", (tenant) => {
    const given = (): unknown => place({ type: "sqlite", database: "app.db" }, { kind: "database" }, tenant);
    expect(given).toThrow(expect.objectContaining({ code: "CONFIG.INVALID" }));
  });
});

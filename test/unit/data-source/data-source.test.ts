import "reflect-metadata";
import { DataSource } from "../../../src/data-source/data-source";
import type { DataSourceOptions } from "../../../src/data-source/data-source-options";
import { findDialect } from "../../../src/data-source/find-dialect";
import type { Dialect } from "../../../src/dialect/dialect";
import { OrmError } from "../../../src/errors/orm-error";
import { Entity } from "../../../src/metadata/decorators/entity";
import { createTestDialect } from "../orm/test-dialect";
import { createFakeDriver } from "../session/fake-driver";
import { Animal } from "./entities/animal";

@Entity()
class Keyless {}

function createDialect(open = createFakeDriver().open): {
  dialect: Dialect;
  driver: ReturnType<typeof createFakeDriver>;
} {
  const driver = createFakeDriver();
  const resolved = createTestDialect();
  const dialect: Dialect = {
    name: "custom",
    offline: { version: "1", facts: {} },
    connect: () => ({ ...driver, open: open === undefined ? driver.open : open }),
    resolve: () => ({ ...resolved, types: { ...resolved.types, has: () => true } }),
    errors: {
      translate: (cause) => new OrmError("CONNECTION.REFUSED", `no answer: ${(cause as Error).message}`, { cause }),
    },
  };
  return { dialect, driver };
}

const sourceWith = (options: object): DataSource => new DataSource(options as DataSourceOptions);

describe("the dialect of a data source", () => {
  it.each([
    [{ type: "postgres" }, "postgres"],
    [{ url: "postgresql://u@h/d" }, "postgres"],
    [{ url: "mariadb://u@h/d" }, "mariadb"],
    [{ url: "sqlite::memory:" }, "sqlite"],
    [{ url: "file:app.db" }, "sqlite"],
    [{ type: "mysql", url: "mariadb://u@h/d" }, "mysql"],
  ])("of %j is %s", (options, type) => {
    expect(findDialect(options).type).toBe(type);
  });

  it("is named nearly right in the error", () => {
    expect(() => findDialect({ type: "postgress" })).toThrow(
      expect.objectContaining({ code: "DIALECT.UNKNOWN", hint: 'Did you mean "postgres"?' }),
    );
  });

  it.each([
    [{ type: "sqlite", url: "postgres://ada:s3cr3t@h/d" }, "sqlite", "postgres"],
    [{ type: "postgres", url: "mysql://ada:s3cr3t@h/d" }, "postgres", "mysql"],
  ])("is not guessed where type and URL differ", (options, type, told) => {
    expect(() => findDialect(options)).toThrow(
      expect.objectContaining({
        code: "CONFIG.INVALID",
        message: `data source: the type is "${type}", and the URL is one of "${told}"`,
      }),
    );
  });

  it("never shows the URL in the error", () => {
    const secret = "oracle://scott:tiger@host/db";
    expect(() => findDialect({ url: secret })).toThrow(expect.objectContaining({ code: "DIALECT.UNKNOWN" }));
    expect(() => findDialect({ url: secret })).not.toThrow(/tiger/);
  });

  it("must be told", () => {
    expect(() => findDialect({})).toThrow(expect.objectContaining({ code: "CONFIG.INVALID" }));
  });
});

describe("a data source", () => {
  it("refuses work before initialize and after destroy", async () => {
    const dataSource = sourceWith({ type: createDialect().dialect, entities: [Animal] });
    expect(() => dataSource.manager).toThrow(expect.objectContaining({ code: "DATA_SOURCE.NOT_INITIALIZED" }));
    await dataSource.initialize();
    await expect(dataSource.initialize()).rejects.toMatchObject({ code: "DATA_SOURCE.ALREADY_INITIALIZED" });
    expect([
      dataSource.isInitialized,
      dataSource.getMetadata("Animal").tableName,
      dataSource.hasMetadata(Keyless),
    ]).toEqual([true, "animal", false]);
    await dataSource.destroy();
    await expect(dataSource.query("select 1")).rejects.toMatchObject({ code: "DATA_SOURCE.CLOSED" });
  });

  it("finds what is wrong with the entities before it connects", async () => {
    const { dialect } = createDialect();
    const connect = jest.spyOn(dialect, "connect");
    await expect(sourceWith({ type: dialect, entities: [Keyless] }).initialize()).rejects.toMatchObject({
      code: "ENTITY.NO_PRIMARY_KEY",
    });
    expect(connect).not.toHaveBeenCalled();
  });

  it("loads entities from files, and leaves other exports alone", async () => {
    const dataSource = sourceWith({ type: createDialect().dialect, entities: ["entities/*.ts"], root: __dirname });
    await dataSource.initialize();
    expect(dataSource.entityMetadatas.map(({ target }) => target)).toEqual([Animal]);
    await dataSource.destroy();
  });

  it("loads the entities of a folder", async () => {
    const dataSource = sourceWith({ type: createDialect().dialect, entities: ["entities"], root: __dirname });
    await dataSource.initialize();
    expect(dataSource.entityMetadatas.map(({ name }) => name)).toEqual(["Animal"]);
    await dataSource.destroy();
  });

  it("takes the entities among a module's exports", async () => {
    const exported = { Animal, LEGS: { Four: 4 }, describe: () => "an animal" };
    const dataSource = sourceWith({ type: createDialect().dialect, entities: exported });
    await dataSource.initialize();
    expect(dataSource.entityMetadatas.map(({ name }) => name)).toEqual(["Animal"]);
    await dataSource.destroy();
  });

  it("names a pattern that no file matches", async () => {
    const dataSource = sourceWith({ type: createDialect().dialect, entities: ["nowhere/*.ts"], root: __dirname });
    await expect(dataSource.initialize()).rejects.toMatchObject({
      code: "CONFIG.INVALID",
      message: expect.stringContaining("nowhere/*.ts"),
    });
  });

  it("translates the error of a failed connect and can be tried again", async () => {
    const open = jest.fn(createFakeDriver().open).mockRejectedValueOnce(new Error("refused"));
    const dataSource = sourceWith({ type: createDialect(open).dialect, entities: [] });
    await expect(dataSource.initialize()).rejects.toMatchObject({ code: "CONNECTION.REFUSED" });
    await expect(dataSource.initialize()).resolves.toBe(dataSource);
    await dataSource.destroy();
  });

  it("knows itself, also in another copy of the package", () => {
    expect([DataSource.is(sourceWith({ type: "sqlite" })), DataSource.is({})]).toEqual([true, false]);
  });
});

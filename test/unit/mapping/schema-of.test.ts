import type { Capabilities } from "../../../src/dialect/capabilities";
import type { ResolvedDialect } from "../../../src/dialect/dialect";
import { mysqlDialect } from "../../../src/dialects/mysql";
import { postgresDialect } from "../../../src/dialects/postgres";
import { checkTypes } from "../../../src/mapping/check-types";
import { ignoredObjectsOf, schemaOf } from "../../../src/mapping/schema-of";
import { buildEntityMetadatas } from "../../../src/metadata/build-entity-metadatas";
import { Column } from "../../../src/metadata/decorators/column";
import { Entity } from "../../../src/metadata/decorators/entity";
import { Index } from "../../../src/metadata/decorators/index-decorator";
import { PrimaryColumn } from "../../../src/metadata/decorators/primary-column";
import { CreateDateColumn } from "../../../src/metadata/decorators/special-columns";
import type { EntityClass } from "../../../src/metadata/entity-target";
import type { Table } from "../../../src/schema/model";
import { Audit, Post, Role, Tag, User } from "./entities";

const named = postgresDialect.resolve(postgresDialect.offline);
const inline = mysqlDialect.resolve(mysqlDialect.offline);

function resolved(changes: Partial<Capabilities>): ResolvedDialect {
  return { ...named, capabilities: { ...named.capabilities, ...changes } };
}

function build(...classes: EntityClass[]) {
  return buildEntityMetadatas(classes);
}

/** The table of a class, which stands alone or among the shared entities. */
function tableOf(target: EntityClass, dialect: ResolvedDialect): Table {
  const shared: readonly EntityClass[] = [User, Post, Tag];
  const metadatas = build(...(shared.includes(target) ? shared : [target]));
  const { tableName } = metadatas.find((metadata) => metadata.target === target)!;
  return schemaOf(metadatas, dialect).tables.find(({ name }) => name === tableName)!;
}

describe("schemaOf", () => {
  test("maps entities to tables with named enum types", () => {
    expect(schemaOf(build(User, Post, Tag, Audit), named)).toEqual({
      tables: [
        {
          name: "tags",
          schema: "blog",
          columns: [{ name: "id", type: "integer", nullable: false, identity: { always: true } }],
          primaryKey: { name: "PK_e7dc17249a1148a1970748eda99", columns: ["id"] },
          uniques: [],
          foreignKeys: [],
          checks: [],
          indexes: [],
        },
        {
          name: "posts",
          renamedFrom: "articles",
          columns: [
            {
              name: "id",
              type: "uuid",
              nullable: false,
              default: { kind: "expression", sql: "gen_random_uuid()" },
            },
            { name: "title", type: "varchar", nullable: false },
            { name: "body", type: "text", nullable: true },
            { name: "authorId", type: "integer", nullable: false },
          ],
          primaryKey: { name: "PK_2829ac61eff60fcec60d7274b9e", columns: ["id"] },
          uniques: [],
          foreignKeys: [
            {
              name: "FK_c5a322ad12a7bf95460c958e80e",
              columns: ["authorId"],
              references: { table: "users", columns: ["id"] },
              onDelete: "CASCADE",
            },
          ],
          checks: [],
          indexes: [{ name: "IDX_posts_title", parts: [{ column: "title" }], where: "title <> ''" }],
        },
        {
          name: "posts_tags_tags",
          columns: [
            { name: "postsId", type: "uuid", nullable: false },
            { name: "tagsId", type: "integer", nullable: false },
          ],
          primaryKey: { name: "PK_0102fd077ecbe473388af8f3358", columns: ["postsId", "tagsId"] },
          uniques: [],
          foreignKeys: [
            {
              name: "FK_cf364c7e6905b285c4b55a00343",
              columns: ["postsId"],
              references: { table: "posts", columns: ["id"] },
              onDelete: "CASCADE",
              onUpdate: "CASCADE",
            },
            {
              name: "FK_ce163a967812183a51b044f7404",
              columns: ["tagsId"],
              references: { table: "tags", schema: "blog", columns: ["id"] },
              onDelete: "CASCADE",
              onUpdate: "CASCADE",
            },
          ],
          checks: [],
          indexes: [
            { name: "IDX_cf364c7e6905b285c4b55a0034", parts: [{ column: "postsId" }] },
            { name: "IDX_ce163a967812183a51b044f740", parts: [{ column: "tagsId" }] },
          ],
        },
        {
          name: "users",
          comment: "People",
          columns: [
            { name: "firstName", type: "varchar(100)", nullable: false },
            {
              name: "lastName",
              type: "varchar(100)",
              nullable: false,
              comment: "family name",
              renamedFrom: "surname",
            },
            { name: "id", type: "integer", nullable: false, autoIncrement: true },
            {
              name: "role",
              type: "users_role_enum",
              nullable: false,
              default: { kind: "literal", value: "member" },
            },
            { name: "age", type: "integer", nullable: true },
            { name: "balance", type: "numeric(10,2)", nullable: false, default: { kind: "literal", value: 0 } },
            {
              name: "settings",
              type: "json",
              nullable: false,
              default: { kind: "literal", value: '{"theme":"dark"}' },
            },
            { name: "createdAt", type: "timestamp", nullable: false, default: { kind: "expression", sql: "now()" } },
            {
              name: "updatedAt",
              type: "timestamp(3)",
              nullable: false,
              default: { kind: "expression", sql: "now()" },
            },
          ],
          primaryKey: { name: "PK_a3ffb1c0c8416b9fc6f907b7433", columns: ["id"] },
          uniques: [{ name: "UQ_users_name", columns: ["firstName", "lastName"] }],
          foreignKeys: [],
          checks: [{ name: "CHK_users_age", expression: "age >= 0" }],
          indexes: [],
        },
      ],
      enums: [{ name: "users_role_enum", values: ["admin", "member"] }],
      objects: [],
      unmanaged: [],
    });
  });

  test("gives the same schema for the same entities in another order", () => {
    const names = (classes: readonly EntityClass[]): readonly string[] =>
      schemaOf(build(...classes), named).tables.map(({ name }) => name);
    expect(names([Tag, User, Post])).toEqual(names([Post, Tag, User]));
  });

  test("writes enums, unsigned numbers and clocks of three digits into types that have them", () => {
    const table = tableOf(User, inline);
    const pick = ["role", "age", "updatedAt"];
    expect([table.primaryKey, table.columns.filter(({ name }) => pick.includes(name))]).toEqual([
      { columns: ["id"] },
      [
        {
          name: "role",
          type: "enum('admin','member')",
          nullable: false,
          default: { kind: "literal", value: "member" },
        },
        { name: "age", type: "int unsigned", nullable: true },
        {
          name: "updatedAt",
          type: "datetime(3)",
          nullable: false,
          default: { kind: "expression", sql: "CURRENT_TIMESTAMP(3)" },
          attributes: { "mysql.onUpdate": "CURRENT_TIMESTAMP(3)" },
        },
      ],
    ]);
  });

  test("keeps an enum to its values by a check where the database has no enums", () => {
    const dialect = resolved({ namedEnums: false, inlineEnums: false });
    const text: ResolvedDialect = {
      ...dialect,
      types: {
        ...dialect.types,
        logical: (type) => (type === "enum" ? { type: "varchar" } : dialect.types.logical(type)),
      },
    };
    const { enums } = schemaOf(build(User, Post, Tag), text);
    const table = tableOf(User, text);
    expect([enums, table.columns.find(({ name }) => name === "role")?.type, table.checks]).toEqual([
      [],
      "varchar",
      [
        { name: "CHK_users_age", expression: "age >= 0" },
        {
          name: expect.stringMatching(/^CHK_[0-9a-f]{26}_ENUM$/) as string,
          expression: `"role" IN ('admin', 'member')`,
        },
      ],
    ]);
  });

  test("names the checks that stand in for enums by the project's convention", () => {
    const plain = resolved({ namedEnums: false, inlineEnums: false });
    const { tables } = schemaOf(build(User, Post, Tag), plain, { ck: "ck_%(table_name)s_%(constraint_name)s" });
    expect(tables.find(({ name }) => name === "users")!.checks.map(({ name }) => name)).toEqual([
      "CHK_users_age",
      expect.stringMatching(/^ck_users_[0-9a-f]{8}$/),
    ]);
  });

  test("leaves out what the database cannot keep", () => {
    const table = tableOf(
      User,
      resolved({ schemas: false, namedPrimaryKeys: false, tableComments: false, columnComments: false }),
    );
    expect([table.comment, table.primaryKey, table.columns.filter(({ comment }) => comment !== undefined)]).toEqual([
      undefined,
      { columns: ["id"] },
      [],
    ]);
    expect(tableOf(Tag, resolved({ schemas: false, identityColumns: false }))).toMatchObject({
      name: "tags",
      columns: [{ name: "id", type: "integer", nullable: false, autoIncrement: true }],
    });
    expect(Object.hasOwn(tableOf(Tag, { ...named, defaultSchema: "blog" }), "schema")).toBe(false);
  });

  test("knows what the entities keep out of comparisons", () => {
    expect(ignoredObjectsOf(build(User, Post, Tag, Audit), named)).toEqual({
      tables: [{ name: "audit" }],
      indexes: [{ table: { name: "posts" }, index: "IDX_posts_theirs" }],
    });
  });

  test("shortens a constraint's name by bytes and keeps two long ones apart", () => {
    const long = `IDX_${"ü".repeat(40)}`;
    @Entity("long_names")
    @Index(`${long}_a`, ["id"])
    @Index(`${long}_b`, ["id"], { unique: true })
    class LongNames {
      @PrimaryColumn("int") id!: number;
    }
    const names = tableOf(LongNames, named).indexes.map(({ name }) => name);
    expect([new Set(names).size, names.map((name) => Buffer.byteLength(name) <= 63), names]).toEqual([
      2,
      [true, true],
      tableOf(LongNames, named).indexes.map(({ name }) => name),
    ]);
    expect(names[0]).toMatch(/^IDX_ü{25}_[0-9a-f]{8}$/);
  });

  test("refuses a table whose name the database would cut off", () => {
    @Entity("x".repeat(64))
    class TooLong {
      @PrimaryColumn("int") id!: number;
    }
    expect(() => schemaOf(build(TooLong), named)).toThrow(
      expect.objectContaining({
        code: "ENTITY.NAME_FORBIDDEN",
        message: expect.stringContaining('entity "TooLong": table "xxx') as string,
      }),
    );
  });

  test("refuses a unique index over some rows where the database has none", () => {
    @Entity("partial")
    @Index("IDX_partial", ["id"], { unique: true, where: "id > 0" })
    class Partial {
      @PrimaryColumn("int") id!: number;
    }
    expect(() => schemaOf(build(Partial), inline)).toThrow(
      expect.objectContaining({
        code: "DIALECT.UNSUPPORTED",
        message: expect.stringContaining('entity "Partial", index "IDX_partial"') as string,
      }),
    );
  });

  test("shares an enum type between columns, and refuses two that disagree", () => {
    @Entity("shared")
    class Shared {
      @PrimaryColumn("int") id!: number;
      @Column({ type: "enum", enum: Role, enumName: "Role" }) first!: Role;
      @Column({ type: "enum", enum: Role, enumName: "Role", array: true }) second!: Role[];
    }
    @Entity("torn")
    class Torn {
      @PrimaryColumn("int") id!: number;
      @Column({ type: "enum", enum: ["a"], enumName: "Role" }) first!: string;
    }
    const schema = schemaOf(build(Shared), named);
    expect([schema.enums, schema.tables[0]?.columns.map(({ type }) => type)]).toEqual([
      [{ name: "Role", values: ["admin", "member"] }],
      ["integer", "Role", "Role[]"],
    ]);
    expect(() => schemaOf(build(Shared, Torn), named)).toThrow(
      expect.objectContaining({
        code: "ENTITY.OPTION_INVALID",
        message:
          'entity "Torn", property "first": enum type "Role" has other values in entity "Shared", property "first"',
      }),
    );
  });

  test("writes every kind of default", () => {
    @Entity("defaults")
    class Defaults {
      @PrimaryColumn("int") id!: number;
      @Column({ default: () => "CURRENT_TIMESTAMP" }) at!: Date;
      @Column({ default: null, nullable: true }) none!: string;
      @Column({ type: "text", array: true, default: ["a", 'b"c'] }) list!: string[];
      @Column("simple-array", { default: ["a", "b"] }) simple!: string[];
      @Column("json", { default: [1, 2] }) json!: number[];
      @Column({ default: 10n }) big!: bigint;
      @Column({ default: false }) flag!: boolean;
      @CreateDateColumn({ type: "timestamptz", default: () => "clock_timestamp()" }) made!: Date;
    }
    const defaults = tableOf(Defaults, named).columns.map((column) => [column.name, column.default]);
    expect(Object.fromEntries(defaults)).toEqual({
      id: undefined,
      at: { kind: "expression", sql: "CURRENT_TIMESTAMP" },
      none: undefined,
      list: { kind: "literal", value: '{"a","b\\"c"}' },
      simple: { kind: "literal", value: "a,b" },
      json: { kind: "literal", value: "[1,2]" },
      big: { kind: "expression", sql: "10" },
      flag: { kind: "literal", value: false },
      made: { kind: "expression", sql: "clock_timestamp()" },
    });
  });
});

describe("checkTypes", () => {
  @Entity("odd")
  class Odd {
    @PrimaryColumn("int") id!: number;
    @Column("varchr", { length: 10 }) name!: string;
  }

  test("accepts what the database has", () => {
    expect(checkTypes(build(User, Post, Tag), named)).toBeUndefined();
    expect(checkTypes(build(User, Post, Tag), inline)).toBeUndefined();
  });

  test("names the class, the property, the type and the nearest one", () => {
    expect(() => checkTypes(build(Odd), named)).toThrow(
      expect.objectContaining({
        code: "ENTITY.TYPE_UNSUPPORTED",
        message: `entity "Odd", property "name": ${named.displayName} has no column type "varchr(10)"`,
        hint: 'Did you mean "varchar"?',
        details: { entity: "Odd", property: "name", type: "varchr(10)", nearest: "varchar" },
      }),
    );
  });
});

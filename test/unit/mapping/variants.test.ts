import type { ResolvedDialect } from "../../../src/dialect/dialect";
import { mariadbDialect, mysqlDialect } from "../../../src/dialects/mysql";
import { postgresDialect } from "../../../src/dialects/postgres";
import { sqliteDialect } from "../../../src/dialects/sqlite";
import { OrmError } from "../../../src/errors/orm-error";
import { codecOf } from "../../../src/mapping/column-codec";
import { schemaOf } from "../../../src/mapping/schema-of";
import { buildEntityMetadatas } from "../../../src/metadata/build-entity-metadatas";
import { Column } from "../../../src/metadata/decorators/column";
import { Entity } from "../../../src/metadata/decorators/entity";
import { ManyToOne } from "../../../src/metadata/decorators/many-to-one";
import { PrimaryColumn } from "../../../src/metadata/decorators/primary-column";
import type { ColumnOptions } from "../../../src/metadata/options/column-options";
import type { Column as TableColumn } from "../../../src/schema/model";

const postgres = postgresDialect.resolve(postgresDialect.offline);
const mysql = mysqlDialect.resolve(mysqlDialect.offline);
const mariadb = mariadbDialect.resolve(mariadbDialect.offline);
const sqlite = sqliteDialect.resolve(sqliteDialect.offline);

function build(options: ColumnOptions) {
  class Thing {
    @PrimaryColumn("integer") id!: number;
  }
  Column(options)(Thing.prototype, "it");
  Entity("things")(Thing);
  return buildEntityMetadatas([Thing]);
}

function columnOn(dialect: ResolvedDialect, options: ColumnOptions): TableColumn | undefined {
  return schemaOf(build(options), dialect).tables[0]?.columns.find(({ name }) => name === "it");
}

describe("a variant of a column", () => {
  it("is what the column is on the database that it names, and on no other", () => {
    const options: ColumnOptions = {
      type: "json",
      variants: { postgres: { type: "jsonb" }, mariadb: { type: "longtext" } },
    };
    expect([postgres, mysql, mariadb, sqlite].map((dialect) => columnOn(dialect, options)?.type)).toEqual([
      "jsonb",
      "json",
      "longtext",
      "json",
    ]);
  });

  it("that names a type begins without the length, collation and sign of the column", () => {
    const options: ColumnOptions = {
      type: "varchar",
      length: 36,
      collation: "nocase",
      variants: { postgres: { type: "uuid" }, mysql: { type: "char", length: 36 } },
    };
    expect(columnOn(postgres, options)).toEqual({ name: "it", type: "uuid", nullable: false });
    expect(columnOn(mysql, options)).toEqual({ name: "it", type: "char(36)", nullable: false });
    expect(columnOn(sqlite, options)).toMatchObject({ type: "varchar(36)", collation: "nocase" });
  });

  it("that names no type changes what it says", () => {
    const options: ColumnOptions = {
      type: "varchar",
      length: 10,
      default: "a",
      variants: { mysql: { length: 20, collation: "utf8mb4_bin", default: () => "('b')" } },
    };
    expect(columnOn(mysql, options)).toEqual({
      name: "it",
      type: "varchar(20)",
      nullable: false,
      collation: "utf8mb4_bin",
      default: { kind: "expression", sql: "('b')" },
    });
    expect(columnOn(postgres, options)).toMatchObject({ type: "varchar(10)", default: { value: "a" } });
  });

  it("computes a column by the expression of its database", () => {
    const options: ColumnOptions = {
      type: "text",
      asExpression: "id || 'x'",
      generatedType: "STORED",
      variants: { mysql: { asExpression: "concat(id, 'x')" } },
    };
    expect(columnOn(mysql, options)?.generated).toEqual({ expression: "concat(id, 'x')", stored: true });
    expect(columnOn(sqlite, options)?.generated).toEqual({ expression: "id || 'x'", stored: true });
  });

  it("leaves the enum where its type is none", () => {
    const options: ColumnOptions = {
      type: "enum",
      enum: ["a", "b"],
      variants: { postgres: { type: "varchar", length: 1 } },
    };
    expect(schemaOf(build(options), postgres)).toMatchObject({ enums: [] });
    expect(columnOn(postgres, options)?.type).toBe("varchar(1)");
    expect(columnOn(mysql, options)?.type).toBe("enum('a','b')");
  });

  it("decides how values travel", () => {
    const [thing] = build({ type: "text", variants: { sqlite: { type: "simple-json" } } });
    const column = thing!.columnsByProperty.get("it")!;
    expect(codecOf(column, sqlite).encode?.({ a: 1 })).toBe('{"a":1}');
    expect(codecOf(column, postgres).encode?.("a")).toBe("a");
  });

  it("is that of the column that a join column refers to", () => {
    @Entity("owners")
    class Owner {
      @PrimaryColumn({
        type: "varchar",
        length: 36,
        default: "x",
        variants: { postgres: { type: "uuid", default: () => "u()" } },
      })
      id!: string;
    }
    @Entity("pets")
    class Pet {
      @PrimaryColumn("integer") id!: number;
      @ManyToOne(() => Owner, { nullable: false }) owner!: Owner;
    }
    const pets = (dialect: ResolvedDialect) =>
      schemaOf(buildEntityMetadatas([Owner, Pet]), dialect).tables.find(({ name }) => name === "pets")?.columns[1];
    expect(pets(postgres)).toEqual({ name: "ownerId", type: "uuid", nullable: false });
    expect(pets(mysql)).toEqual({ name: "ownerId", type: "varchar(36)", nullable: false });
  });

  it("with an option that nothing reads is refused", () => {
    const variants = { postgres: { lenght: 5 } as object };
    expect(() => build({ type: "text", variants })).toThrow(
      new OrmError(
        "ENTITY.OPTION_INVALID",
        'class "Thing", property "it", variant "postgres": there is no option "lenght"',
      ),
    );
  });

  it("with a type that is none is refused", () => {
    expect(() => build({ type: "text", variants: { postgres: { type: " " } } })).toThrow(
      new OrmError(
        "ENTITY.OPTION_INVALID",
        'class "Thing", property "it": `type` of variant "postgres" is not the name of a column type',
      ),
    );
  });
});

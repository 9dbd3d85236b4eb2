import type { ResolvedDialect } from "../../../src/dialect/dialect";
import { mysqlDialect } from "../../../src/dialects/mysql";
import { postgresDialect } from "../../../src/dialects/postgres";
import { sqliteDialect } from "../../../src/dialects/sqlite";
import { codecOf } from "../../../src/mapping/column-codec";
import { columnOf } from "../../../src/mapping/column-of";
import { columnTypeOf } from "../../../src/mapping/column-type-of";
import { buildEntityMetadatas } from "../../../src/metadata/build-entity-metadatas";
import { Column } from "../../../src/metadata/decorators/column";
import { Entity } from "../../../src/metadata/decorators/entity";
import { Generated } from "../../../src/metadata/decorators/generated";
import { PrimaryColumn } from "../../../src/metadata/decorators/primary-column";
import { CreateDateColumn, DeleteDateColumn } from "../../../src/metadata/decorators/special-columns";
import type { ColumnMetadata } from "../../../src/metadata/entity-metadata";

enum Size {
  Small = 1,
  Large = 20,
}

@Entity("values")
class Values {
  @PrimaryColumn("int") id!: number;
  @Column({ type: "boolean", nullable: true }) flag!: boolean | null;
  @Column("uuid") token!: string;
  @Column("uuid") @Generated("uuid") made!: string;
  @CreateDateColumn({ type: "timestamp" }) createdAt!: Date;
  @CreateDateColumn({ precision: null }) bornAt!: Date;
  @DeleteDateColumn({ precision: 3 }) deletedAt!: Date;
  @Column({ type: "enum", enum: Size, default: Size.Large }) size!: Size;
  @Column({ charset: "latin1" }) text!: string;
}

const [values] = buildEntityMetadatas([Values]);
const column = (name: string): ColumnMetadata => values!.columnsByName.get(name)!;
const mysql: ResolvedDialect = mysqlDialect.resolve({ version: "9.7.0", facts: {} });
const postgres = postgresDialect.resolve(postgresDialect.offline);
const sqlite = sqliteDialect.resolve(sqliteDialect.offline);
const typesOn = (dialect: ResolvedDialect): Readonly<Record<string, string>> =>
  Object.fromEntries(
    ["id", "flag", "token", "made", "createdAt", "bornAt", "deletedAt"].map((name) => [
      name,
      columnTypeOf(column(name), dialect),
    ]),
  );

test("names of types mean what the database has for them, and dates have the digits of their kind", () => {
  expect([typesOn(postgres), typesOn(mysql), typesOn(sqlite)]).toEqual([
    {
      id: "integer",
      flag: "boolean",
      token: "uuid",
      made: "uuid",
      createdAt: "timestamp",
      bornAt: "timestamp",
      deletedAt: "timestamp(3)",
    },
    {
      id: "int",
      flag: "tinyint",
      token: "varchar(255)",
      made: "varchar(36)",
      createdAt: "timestamp(6)",
      bornAt: "datetime",
      deletedAt: "datetime(3)",
    },
    {
      id: "integer",
      flag: "boolean",
      token: "varchar",
      made: "varchar",
      createdAt: "timestamp",
      bornAt: "datetime",
      deletedAt: "datetime(3)",
    },
  ]);
});

test("a boolean that may be NULL is read as a boolean where the column is a number", () => {
  const codec = codecOf(column("flag"), mysql);
  expect([codec.decode?.(1), codec.decode?.(0), codec.decode?.(null)]).toEqual([true, false, null]);
});

test("the default of an enum of numbers is text, as its values are", () => {
  expect(columnOf(column("size"), postgres).default).toEqual({ kind: "literal", value: "20" });
});

test("a character set is an attribute where columns have one, and nothing elsewhere", () => {
  expect([columnOf(column("text"), mysql).attributes, columnOf(column("text"), postgres).attributes]).toEqual([
    { "mysql.charset": "latin1" },
    undefined,
  ]);
});

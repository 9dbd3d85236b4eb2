import type { ResolvedDialect } from "../../../src/dialect/dialect";
import { postgresDialect } from "../../../src/dialects/postgres";
import { codecOf, valueKindOf } from "../../../src/mapping/column-codec";
import { columnTypeOf } from "../../../src/mapping/column-type-of";
import { buildEntityMetadatas } from "../../../src/metadata/build-entity-metadatas";
import { Column } from "../../../src/metadata/decorators/column";
import { Entity } from "../../../src/metadata/decorators/entity";
import { ManyToOne } from "../../../src/metadata/decorators/many-to-one";
import { PrimaryColumn } from "../../../src/metadata/decorators/primary-column";
import { CreateDateColumn, VersionColumn } from "../../../src/metadata/decorators/special-columns";
import type { ColumnMetadata } from "../../../src/metadata/entity-metadata";

const dialect = postgresDialect.resolve(postgresDialect.offline);
/** Shows what reaches the driver and what comes from it. */
const traced: ResolvedDialect = {
  ...dialect,
  types: {
    ...dialect.types,
    codec: (type, kind) => ({
      encode: (value) => `${type}/${kind ?? "?"}<${JSON.stringify(value)}`,
      decode: (raw) => raw,
    }),
  },
};

enum Level {
  Low,
  High = 5,
}

const trim = { to: (value: unknown) => String(value ?? "none").trim(), from: (value: unknown) => `[${String(value)}]` };
const upper = { to: (value: unknown) => String(value).toUpperCase(), from: (value: unknown) => `(${String(value)})` };

@Entity("owners")
class Owner {
  @PrimaryColumn({ type: "text", transformer: upper }) id!: string;
}

@Entity("values")
class Values {
  @PrimaryColumn("int") id!: number;
  @Column("bigint") big!: bigint;
  @Column("bigint") text!: string;
  @Column("jsonb") data!: object;
  @Column("timestamptz") at!: Date;
  @Column({ type: "text", nullable: true }) loose!: string | null;
  @Column("simple-array", { nullable: true }) list!: string[];
  @Column("simple-json") json!: unknown;
  @Column({ type: "enum", enum: Level }) level!: Level;
  @Column({ type: "text", transformer: [trim, upper] }) shout!: string;
  @CreateDateColumn() made!: Date;
  @VersionColumn() version!: number;
  @ManyToOne(() => Owner) owner!: Owner;
  @Column("date", { utc: true }) day!: Date;
  @Column("hstore") pairs!: string;
  @Column("hstore", { hstoreType: "object" }) object!: Record<string, string | null>;
  @Column("hstore", { hstoreType: "string" }) string!: object;
}

const [values] = buildEntityMetadatas([Values, Owner]);
const column = (name: string): ColumnMetadata => values!.columnsByName.get(name)!;
const encode = (name: string, value: unknown): unknown => codecOf(column(name), traced).encode?.(value);
const decode = (name: string, raw: unknown): unknown => codecOf(column(name), traced).decode?.(raw);

test("the kind of a value comes from its TypeScript type", () => {
  const names = ["id", "big", "text", "data", "at", "loose", "made", "version", "ownerId"];
  expect(names.map((name) => valueKindOf(column(name)))).toEqual([
    "number",
    "bigint",
    "string",
    "object",
    "date",
    "object",
    "date",
    "number",
    "string",
  ]);
});

test("a join column has the type and the values of the column that it refers to", () => {
  expect([columnTypeOf(column("ownerId"), dialect), encode("ownerId", "a"), decode("ownerId", "A")]).toEqual([
    "text",
    'text/?<"A"',
    "(A)",
  ]);
});

test("transformers run in order on the way in, also for NULL, and backwards on the way out", () => {
  expect([encode("shout", " a "), encode("shout", null), decode("shout", "A")]).toEqual([
    'text/?<"A"',
    'text/?<"NONE"',
    "[(A)]",
  ]);
});

test("lists and JSON in text columns travel as text", () => {
  expect([
    encode("list", ["a", "b"]),
    encode("list", null),
    decode("list", "a,b"),
    decode("list", ""),
    encode("json", { a: 1 }),
    decode("json", '{"a":1}'),
  ]).toEqual(['text/string<"a,b"', null, ["a", "b"], [], 'text/string<"{\\"a\\":1}"', { a: 1 }]);
});

test("values of a numeric enum come back as numbers", () => {
  expect([encode("level", Level.High), decode("level", "5"), decode("level", "0"), decode("level", "7")]).toEqual([
    'values_level_enum/string<"5"',
    5,
    0,
    "7",
  ]);
});

test("a day is that of UTC where the column says so", () => {
  expect([
    encode("day", new Date("2020-01-31T23:30:00Z")),
    encode("day", new Date("0033-04-03T00:30:00Z")),
    encode("day", "2020-02-01"),
    encode("day", null),
  ]).toEqual(['date/date<"2020-01-31"', 'date/date<"0033-04-03"', 'date/date<"2020-02-01"', null]);
});

test("the option says how a map of texts is read, not the type of the property", () => {
  expect(["pairs", "object", "string"].map((name) => encode(name, "a=>b"))).toEqual([
    'hstore/string<"a=>b"',
    'hstore/object<"a=>b"',
    'hstore/string<"a=>b"',
  ]);
});

/**
 * What the compiler says of `@Column()`. This file is compiled (`npm run types`), never run: an error that is expected and
 * does not come is an error.
 */
import { Column } from "../../src/metadata/decorators/column";
import { PrimaryColumn, PrimaryGeneratedColumn } from "../../src/metadata/decorators/primary-column";
import type { OptionsBeside } from "../../src/metadata/options/checked-column-options";
import type { ColumnOptions, ColumnType } from "../../src/metadata/options/column-options";
import type { Equal, Expect } from "./equal";

enum Role {
  Reader = "reader",
  Writer = "writer",
}

class Address {
  @Column() city!: string;
}

/** What TypeORM takes behind the name of a type, type by type; `scale` of moments, which no database has, left aside. */
export type Common = Expect<
  Takes<
    "xml" | "int4range" | "json",
    | "select"
    | "name"
    | "primary"
    | "generated"
    | "unique"
    | "nullable"
    | "default"
    | "onUpdate"
    | "comment"
    | "array"
    | "transformer"
  >
>;
export type Lengths = [
  Expect<Takes<"varchar", "length">>,
  Expect<Takes<"character varying", "length">>,
  Expect<Takes<"nchar", "length">>,
  Expect<Takes<"varbinary", "length">>,
  Expect<Takes<"halfvec", "length">>,
];
export type Precisions = [
  Expect<Takes<"decimal", "precision" | "scale">>,
  Expect<Takes<"double precision", "precision" | "scale">>,
  Expect<Takes<"timestamp with time zone", "precision">>,
  Expect<Takes<"datetime", "precision">>,
];
export type Others = [
  Expect<Takes<"bigint", "unsigned">>,
  Expect<Takes<"geometry", "spatialFeatureType" | "srid">>,
  Expect<Takes<"hstore", "hstoreType">>,
  Expect<Takes<"simple-enum", "enum" | "enumName">>,
  Expect<Takes<"set", "enum" | "enumName">>,
];
type Takes<T extends ColumnType, Option extends keyof ColumnOptions> = Equal<
  Exclude<Option, keyof OptionsBeside<T>>,
  never
>;

export class Fits {
  @PrimaryGeneratedColumn("identity", { identity: { always: true, start: 100, cycle: false } }) id!: number;
  @PrimaryColumn("char", { length: 2 }) country!: string;
  @Column() plain!: string;
  @Column({ length: 100, nullable: true }) untyped!: string;
  @Column("varchar", { length: 100, charset: "utf8mb4", collation: "nocase" }) text!: string;
  @Column({ type: "decimal", precision: 10, scale: 2 }) price!: string;
  @Column({ type: "int", unsigned: true, zerofill: true, width: 4 }) count!: number;
  @Column({ type: "timestamptz", precision: 3, utc: true }) at!: Date;
  @Column("enum", { enum: Role, enumName: "role", default: Role.Reader, array: true }) roles!: Role[];
  @Column({ enum: Role }) role!: Role;
  @Column({ type: "simple-enum", enum: ["a", "b"] }) letter!: string;
  @Column({ type: String, length: 10 }) byConstructor!: string;
  @Column("geometry", { spatialFeatureType: "Point", srid: 4326 }) place!: object;
  @Column("hstore", { hstoreType: "object" }) pairs!: object;
  @Column({ type: "json", variants: { postgres: { type: "jsonb" }, mysql: { type: "longtext" } } }) data!: object;
  @Column({ generated: "uuid", type: "uuid" }) token!: string;
  @Column("tsrange", { precision: 3, length: 5, nullable: true }) native!: string;
  @Column("numeric(10,2)", { unsigned: true }) spelt!: string;
  @Column(() => Address, { prefix: false }) address!: Address;
  @Column(() => Address) other!: Address;
}

/** Programs that make their options know no more than that they are options. */
export function decorate(options: ColumnOptions, type: ColumnType, typed: "varchar" | "text"): PropertyDecorator[] {
  return [Column(options), Column(type, options), PrimaryColumn(options), Column({ type: typed, length: 5 })];
}

export class DoesNotFit {
  // @ts-expect-error a text has no digits
  @Column("varchar", { precision: 3 }) a!: string;
  // @ts-expect-error a whole number has no length
  @Column({ type: "integer", length: 5 }) b!: number;
  // @ts-expect-error a truth value is not one of a list
  @Column({ type: "boolean", enum: Role }) c!: boolean;
  // @ts-expect-error a truth value is not one of a list
  @Column(Boolean, { enum: Role }) d!: boolean;
  // @ts-expect-error a moment has no sign
  @Column("timestamp", { unsigned: true }) e!: Date;
  // @ts-expect-error a document has no length
  @Column({ type: "json", length: 5 }) f!: object;
  // @ts-expect-error a decimal has no reference system
  @Column("decimal", { srid: 4326 }) g!: string;
  // @ts-expect-error there is no such option
  @Column("text", { nulable: true }) h!: string;
  // @ts-expect-error there is no such option
  @Column({ nulable: true }) i!: string;
  // @ts-expect-error a text is not numbered
  @PrimaryColumn("varchar", { identity: {} }) j!: string;
  // @ts-expect-error columns of an embedded class say their own options
  @Column(() => Address, { nullable: true }) k!: Address;
}

import type {
  CheckConstraint,
  Column,
  EnumType,
  ForeignKey,
  Index,
  Schema,
  SchemaObject,
  Table,
  UniqueConstraint,
} from "../../src/schema/model";
import type { Random } from "./random";
import { withRenames } from "./random-renames";
import { SHARED_VALUE, type Family, type Vocabulary } from "./vocabulary";

/** Two models over the same few names, so that most of their objects meet. */
export interface ModelPair {
  readonly before: Schema;
  readonly after: Schema;
}

const TABLES = ["author", "book", "genre", "shelf", "visit"];
const ENUM = "mood_type";
const ENUM_VALUES = ["b", "c", "d e", "it's"];

/** What one side of a pair may choose from. */
interface Side {
  readonly random: Random;
  readonly vocabulary: Vocabulary;
  readonly idType: string;
  readonly enumValues: readonly string[];
  readonly tables: readonly string[];
  /** Which families each table has, on this side and on the other. */
  readonly families: Readonly<Record<string, readonly string[]>>;
  readonly others: Readonly<Record<string, readonly string[]>>;
  readonly salt: string;
}

/** Random models that a server can hold. */
export function randomPair(random: Random, vocabulary: Vocabulary): ModelPair {
  const names = Object.keys(vocabulary.families);
  const choose = () => {
    const tables = random.some(TABLES, 1);
    return { tables, families: Object.fromEntries(tables.map((table) => [table, random.some(names, 1)])) };
  };
  const [first, second] = [choose(), choose()];
  const side = (own: typeof first, other: typeof first, salt: string): Side => ({
    random,
    vocabulary,
    idType: random.pick(vocabulary.idTypes),
    enumValues: random.shuffled([SHARED_VALUE, ...random.some(ENUM_VALUES)]),
    tables: own.tables,
    families: own.families,
    others: other.families,
    salt,
  });
  const before = buildSchema(side(first, second, "a"));
  const after = withRenames(random, before, buildSchema(side(second, first, random.pick(["a", "b"]))));
  return { before, after: withSameTables(random, before, after) };
}

function buildSchema(side: Side): Schema {
  const tables = side.tables.map((name) => buildTable(side, name));
  const hasEnum = tables.some(({ columns }) => columns.some(({ type }) => type === ENUM));
  const enums: EnumType[] = hasEnum ? [{ name: ENUM, values: side.enumValues }] : [];
  const uses = new Set(side.tables.flatMap((name) => side.families[name]!));
  const needed = Object.entries(side.vocabulary.families).flatMap(([name, { objects }]) =>
    uses.has(name) && objects !== undefined ? side.random.pick(objects) : [],
  );
  const objects = [...needed, ...tables.flatMap(({ name, columns }) => randomObjects(side, name, columns))];
  return { tables, enums, objects, unmanaged: [] };
}

/** Some groups of the objects that a table may have, and of each the first ones. */
function randomObjects(side: Side, table: string, columns: readonly Column[]): readonly SchemaObject[] {
  const { random, vocabulary, tables } = side;
  if (!random.chance(0.5) || process.env["ORMOLU_PAIR_OBJECTS"] === "0") return [];
  const names = columns.map(({ name }) => name).filter((name) => name !== "id" && name !== "reference");
  const groups = vocabulary.objects({ random, table, columns: random.some(names), other: random.pick(tables) });
  return groups.flatMap((group) => (random.chance(0.4) ? group.slice(0, 1 + random.below(group.length)) : []));
}

function buildTable(side: Side, name: string): Table {
  const { random, vocabulary, salt } = side;
  const families = side.families[name]!;
  const shared =
    side.others[name] === undefined ? families : families.filter((one) => side.others[name]!.includes(one));
  const columns: Column[] = [
    idColumn(side),
    ...random.shuffled(families).map((family) => buildColumn(side, family)),
    ...generatedColumn(side, families),
  ];
  if (random.chance(0.6)) columns.push({ name: "reference", type: side.idType, nullable: true });
  const keys = shared.filter((family) => vocabulary.families[family]!.isKey === true);
  const exclusions = vocabulary.exclusions.flatMap((exclusion) =>
    exclusion.elements.every(({ column }) => shared.includes(column!)) && random.chance(0.4)
      ? [{ ...exclusion, name: `${exclusion.name}_${name}_${salt}` }]
      : [],
  );
  const comment = vocabulary.tableComments && random.chance(0.3) ? { comment: random.pick(["a table", "it's"]) } : {};
  return {
    name,
    columns,
    primaryKey: { ...(vocabulary.deferrable ? { name: `pk_${name}_${salt}` } : {}), columns: ["id"] },
    uniques: randomUniques(side, name, keys),
    foreignKeys: randomForeignKeys(side, name, columns),
    checks: randomChecks(side, name, shared),
    ...(exclusions.length > 0 ? { exclusions } : {}),
    indexes: randomIndexes(side, name, families),
    ...comment,
    ...(random.chance(0.2) ? tableAttributes(side, columns) : {}),
  };
}

function tableAttributes({ random, vocabulary }: Side, columns: readonly Column[]): Partial<Table> {
  const isNumbered = columns.some(({ autoIncrement }) => autoIncrement === true);
  const fit = vocabulary.tableAttributes.filter((attributes) => !isNumbered || !("sqlite.withoutRowid" in attributes));
  return fit.length === 0 ? {} : { attributes: random.pick(fit) };
}

function idColumn({ random, vocabulary, idType }: Side): Column {
  const id: Column = { name: "id", type: idType, nullable: false };
  if (vocabulary.identity && random.chance(0.3)) return { ...id, identity: { always: random.chance(0.5) } };
  return random.chance(0.8) ? { ...id, autoIncrement: true } : id;
}

function buildColumn(side: Side, name: string): Column {
  const { random, vocabulary } = side;
  const family = vocabulary.families[name]!;
  const value = random.chance(0.5) && family.defaults.length > 0 ? random.pick(family.defaults) : undefined;
  const nullable = random.chance(0.5);
  return {
    name,
    type: typeOf(side, family),
    nullable,
    ...(value === undefined ? {} : { default: value }),
    ...(family.collations !== undefined && random.chance(0.3) ? { collation: random.pick(family.collations) } : {}),
    ...(vocabulary.columnComments && random.chance(0.2) ? { comment: random.pick(["a remark", "50% of 'it'"]) } : {}),
  };
}

function typeOf({ random, vocabulary, enumValues }: Side, family: Family): string {
  return family.isEnum === true ? (vocabulary.enumType(enumValues) ?? ENUM) : random.pick(family.types);
}

function generatedColumn({ random, vocabulary }: Side, families: readonly string[]): readonly Column[] {
  if (!families.includes("number") || !random.chance(0.4) || vocabulary.generated.length === 0) return [];
  return [{ name: "computed", type: "bigint", nullable: true, generated: random.pick(vocabulary.generated)("number") }];
}

function randomUniques(side: Side, table: string, keys: readonly string[]): readonly UniqueConstraint[] {
  const { random, vocabulary, salt } = side;
  if (keys.length === 0 || random.chance(0.5)) return [];
  const first = random.shuffled(keys).slice(0, 1 + random.below(2));
  return [{ name: `uq_${table}_${salt}`, columns: first, ...random.pick(vocabulary.uniqueForms) }];
}

function randomForeignKeys(side: Side, name: string, columns: readonly Column[]): readonly ForeignKey[] {
  const { random } = side;
  if (!columns.some((column) => column.name === "reference") || random.chance(0.2)) return [];
  // A row that stays must not lose the row that it refers to.
  const targets = side.others[name] === undefined ? side.tables : side.tables.filter((table) => side.others[table]);
  const onDelete = random.pick([undefined, "CASCADE", "SET NULL"] as const);
  return [
    {
      name: `fk_${name}_${side.salt}`,
      columns: ["reference"],
      references: { table: random.pick(targets), columns: ["id"] },
      ...(onDelete === undefined ? {} : { onDelete }),
      ...(side.vocabulary.deferrable && random.chance(0.2) ? { deferrable: "initially deferred" as const } : {}),
    },
  ];
}

function randomChecks(
  { random, vocabulary, salt }: Side,
  table: string,
  shared: readonly string[],
): readonly CheckConstraint[] {
  const sum = ["number", "count"].every((family) => shared.includes(family)) && random.chance(0.4);
  const both = sum ? [{ name: `ck_${table}_sum_${salt}`, expression: "number <= count + 50" }] : [];
  const single = shared.flatMap((family) => {
    const checks = vocabulary.families[family]!.checks;
    if (checks === undefined || !random.chance(0.25)) return [];
    return [{ name: `ck_${table}_${family}_${salt}`, expression: random.pick(checks)(family) }];
  });
  return [...both, ...single];
}

function randomIndexes(
  { random, vocabulary, salt }: Side,
  table: string,
  families: readonly string[],
): readonly Index[] {
  const keys = families.filter((family) => vocabulary.families[family]!.isKey === true);
  const plain = random.chance(0.5) && keys.length > 0 ? [random.shuffled(keys).slice(0, 2)] : [];
  const special = vocabulary.specialIndexes.filter(({ needs }) => families.includes(needs) && random.chance(0.3));
  return [
    ...plain.map((columns) => ({ name: `ix_${table}_${salt}`, parts: columns.map((column) => ({ column })) })),
    ...special.map(({ needs, make }, place) => make(`ix_${table}_${salt}_${place}`, needs)),
  ];
}

/** Some tables stay as they are, so that nothing is found about them. */
function withSameTables(random: Random, before: Schema, after: Schema): Schema {
  const idType = (schema: Schema): string | undefined => schema.tables[0]?.columns[0]?.type;
  if (idType(before) !== idType(after)) return after;
  const names = new Set(after.tables.map(({ name }) => name));
  const tables = after.tables.map((table) => {
    const old = before.tables.find(({ name }) => name === table.name);
    const isClosed = old?.foreignKeys.every(({ references }) => names.has(references.table)) === true;
    const hasEnum = [table, old].some((one) => one?.columns.some(({ name }) => name.startsWith("mood")) === true);
    const isMentioned = after.objects.some((object) => JSON.stringify(object).includes(table.name));
    return old !== undefined && isClosed && !hasEnum && !isMentioned && random.chance(0.25) ? old : table;
  });
  return { ...after, tables };
}

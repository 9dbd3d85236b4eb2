import type {
  Column,
  ColumnDefault,
  EnumType,
  ExclusionConstraint,
  Index,
  ObjectName,
  SchemaObject,
  Table,
} from "../../schema/model";

/** The pieces of SQL that stand-in tables are made of. */
export interface ScratchWriter {
  quote(name: string): string;
  text(value: string): string;
  column(column: Column): string;
  index(table: ObjectName, index: Index): string;
  /** An exclusion constraint as ADD writes it. */
  exclusion(exclusion: ExclusionConstraint): string;
  defaultText(value: ColumnDefault): string;
  enum(name: ObjectName, values: readonly string[]): string;
  object(object: SchemaObject): readonly string[];
}

/** A table and what it is called in the scratch place. */
export interface ScratchTable {
  readonly table: Table;
  readonly name: string;
  readonly checkNames: readonly string[];
  readonly indexNames: readonly string[];
  readonly exclusionNames: readonly string[];
  /** Columns that the table has from others. */
  readonly inherited: readonly Column[];
}

/**
 * One statement that builds stand-ins of tables, with their expressions, as temporary tables. Each expression stands in a block of its own,
 * so that one which the server refuses (a function that does not exist yet) leaves the others their answers.
 */
export function buildScratch(
  tables: readonly Table[],
  enums: readonly EnumType[],
  writer: ScratchWriter,
  inheritedBy: (table: Table) => readonly Column[],
): { readonly sql: string; readonly tables: readonly ScratchTable[] } {
  const taken = new Set<string>();
  const entries = tables.map((table, place): ScratchTable => {
    const name = taken.has(table.name) ? `orm_scratch_${place}` : table.name;
    taken.add(name);
    return {
      table,
      name,
      checkNames: table.checks.map((_check, index) => `orm_c_${place}_${index}`),
      indexNames: table.indexes.map((_index, index) => `orm_i_${place}_${index}`),
      exclusionNames: (table.exclusions ?? []).map((_exclusion, index) => `orm_x_${place}_${index}`),
      inherited: inheritedBy(table),
    };
  });
  const blocks = [
    ...enums.map((type) => [writer.enum({ schema: "pg_temp", name: type.name }, type.values)]),
    ...entries.flatMap((entry) => blocksOf(entry, writer)),
  ];
  const body = `BEGIN\n${blocks.map((block) => guarded(block, writer)).join("\n")}\nEND`;
  return { sql: `DO ${writer.text(body)}`, tables: entries };
}

/** First the table with its plain columns, then each expression. */
function blocksOf(entry: ScratchTable, writer: ScratchWriter): readonly string[][] {
  const { table, name, checkNames, indexNames, exclusionNames, inherited } = entry;
  const target = { schema: "pg_temp", name };
  const place = `pg_temp.${writer.quote(name)}`;
  const plain = [...inherited, ...table.columns].filter(({ generated }) => generated === undefined);
  return [
    [`CREATE TEMPORARY TABLE ${writer.quote(name)} (${plain.map((column) => writer.column(column)).join(", ")})`],
    ...table.columns.flatMap((column) => {
      if (column.generated !== undefined) return [[`ALTER TABLE ${place} ADD COLUMN ${writer.column(column)}`]];
      if (column.default === undefined) return [];
      const value = writer.defaultText(column.default);
      return [[`ALTER TABLE ${place} ALTER COLUMN ${writer.quote(column.name)} SET DEFAULT ${value}`]];
    }),
    ...table.checks.map(({ expression }, index) => [
      `ALTER TABLE ${place} ADD CONSTRAINT ${checkNames[index]!} CHECK (${expression})`,
    ]),
    ...(table.exclusions ?? []).map((exclusion, index) => [
      `ALTER TABLE ${place} ADD ${writer.exclusion({ ...exclusion, name: exclusionNames[index]! })}`,
    ]),
    ...table.indexes.flatMap((index, position) => [[writer.index(target, { ...index, name: indexNames[position]! })]]),
  ];
}

/** A block of statements that are done together or not at all, and stop nothing else. */
export function guarded(statements: readonly string[], writer: ScratchWriter): string {
  const run = statements.map((statement) => `EXECUTE ${writer.text(statement)};`).join(" ");
  return `BEGIN ${run} EXCEPTION WHEN OTHERS THEN NULL; END;`;
}

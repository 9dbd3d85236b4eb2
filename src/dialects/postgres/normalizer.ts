import type { Introspector, Normalizer } from "../../dialect/introspector";
import { inheritedParts } from "../../schema/descent";
import { findColumn, findEnum, findTable } from "../../schema/lookup";
import type {
  Attributes,
  CheckConstraint,
  Column,
  ExclusionConstraint,
  Index,
  Schema,
  Table,
} from "../../schema/model";
import { isSameData } from "../../util/stable-json";
import { applyFixedRules } from "./fixed-rules";
import { isSameDefault } from "./same-default";
import { normalizeDomains } from "./normalize-domains";
import { normalizeObjects } from "./normalize-objects";
import { normalizePartitions } from "./normalize-partitions";
import { STORAGE_FACTS } from "./extensions/column-facts";
import { NUMBERING_FACTS, NUMBERING_NAMES } from "./extensions/numbering-sequence";
import { buildScratch, type ScratchTable, type ScratchWriter } from "./scratch";
import { readTemporary } from "./scratch-transaction";

const INDEX_FACTS: readonly string[] = ["postgres.tablespace"];
const PART_FACTS: readonly string[] = ["postgres.statistics", "postgres.collation"];

/** Those of which entities say nothing. */
const DECLARED_FACTS: readonly string[] = [...STORAGE_FACTS, ...NUMBERING_FACTS];

export interface NormalizerParts {
  readonly defaultSchema: string;
  readonly introspector: Introspector;
  readonly writer: ScratchWriter;
}

/**
 * Brings a wanted schema into the server's spelling. Fixed rules do for most of it. Where the text of an expression still differs from the
 * live one, the expression goes into a temporary table inside a transaction that is rolled back, and is read back in the server's words.
 * Nothing is evaluated, nothing stays. Without the right to create temporary tables the text is compared as it stands.
 */
export function createNormalizer({ defaultSchema, introspector, writer }: NormalizerParts): Normalizer {
  return {
    normalize: async (connection, wanted, actual) => {
      const spelt = applyFixedRules(wanted, defaultSchema);
      const parts = { introspector, writer };
      const said = await normalizeObjects(connection, spelt, actual, parts);
      const objects = await normalizeDomains(connection, said, actual, parts);
      const tables = await normalizePartitions(connection, spelt, actual, parts);
      const fixed = { ...spelt, tables, objects };
      const asked = fixed.tables.flatMap((table) => {
        const live = liveTable(actual, table);
        return live === undefined || isSpeltAlike(table, live) ? [] : [table];
      });
      if (asked.length === 0) return adopt(fixed, actual);
      const missing = fixed.enums.filter((type) => !isSameData(findEnum(actual, type)?.values, type.values));
      const scratch = buildScratch(asked, missing, writer, (table) => inheritedParts(fixed, table).columns);
      const read = namedTables(await readTemporary(connection, scratch.sql, introspector));
      const entries = new Map(scratch.tables.map((entry) => [entry.table, entry]));
      const answered = fixed.tables.map((table) => withAnswer(table, entries.get(table), read));
      return adopt({ ...fixed, tables: answered }, actual);
    },
  };
}

function liveTable(actual: Schema, table: Table): Table | undefined {
  const live = findTable(actual, table);
  if (live !== undefined || table.renamedFrom === undefined) return live;
  return findTable(actual, { ...table, name: table.renamedFrom });
}

/** Whether every expression of the wanted table stands in the live one letter by letter. */
function isSpeltAlike(table: Table, live: Table): boolean {
  const checks = new Set(live.checks.map(({ expression }) => expression));
  return (
    table.columns.every((column) => isColumnSpeltAlike(column, liveColumn(live, column))) &&
    table.checks.every(({ expression }) => checks.has(expression)) &&
    table.indexes.every((index) => isIndexSpeltAlike(index, live)) &&
    (table.exclusions ?? []).every((exclusion) => isExclusionSpeltAlike(exclusion, live))
  );
}

function isExclusionSpeltAlike({ elements, where }: ExclusionConstraint, live: Table): boolean {
  return (live.exclusions ?? []).some((other) => other.where === where && isSameData(other.elements, elements));
}

function liveColumn(live: Table, column: Column): Column | undefined {
  return (
    findColumn(live, column.name) ??
    (column.renamedFrom === undefined ? undefined : findColumn(live, column.renamedFrom))
  );
}

function isColumnSpeltAlike(column: Column, live: Column | undefined): boolean {
  if (column.default === undefined && column.generated === undefined) return true;
  return live !== undefined && isSameData(column.default, live.default) && isSameData(column.generated, live.generated);
}

function isIndexSpeltAlike(index: Index, live: Table): boolean {
  const hasText =
    index.where !== undefined ||
    index.parts.some(({ expression, attributes }) => expression !== undefined || attributes !== undefined);
  return !hasText || live.indexes.some((other) => other.where === index.where && isSameData(other.parts, index.parts));
}

function namedTables({ tables }: Schema): ReadonlyMap<string, Table> {
  return new Map(tables.map((table) => [table.name, table]));
}

/** The table with the server's words in place of its own, wherever the server gave some. */
function withAnswer(table: Table, entry: ScratchTable | undefined, tables: ReadonlyMap<string, Table>): Table {
  const read = entry === undefined ? undefined : tables.get(entry.name);
  if (entry === undefined || read === undefined) return table;
  return {
    ...table,
    columns: table.columns.map((column) => withColumnAnswer(column, findColumn(read, column.name))),
    checks: table.checks.map((check, place) => withCheckAnswer(check, read, entry.checkNames[place]!)),
    indexes: table.indexes.map((index, place) => withIndexAnswer(index, read, entry.indexNames[place]!)),
    ...(table.exclusions === undefined
      ? {}
      : {
          exclusions: table.exclusions.map((exclusion, place) =>
            withExclusionAnswer(exclusion, read, entry.exclusionNames[place]!),
          ),
        }),
  };
}

function withColumnAnswer(column: Column, read: Column | undefined): Column {
  if (read === undefined) return column;
  const { default: value, generated, ...rest } = column;
  return {
    ...rest,
    ...(value === undefined ? {} : { default: read.default ?? value }),
    ...(generated === undefined ? {} : { generated: read.generated ?? generated }),
  };
}

function withCheckAnswer(check: CheckConstraint, read: Table, name: string): CheckConstraint {
  const found = read.checks.find((other) => other.name === name);
  return found === undefined ? check : { ...check, expression: found.expression };
}

function withIndexAnswer(index: Index, read: Table, name: string): Index {
  const found = read.indexes.find((other) => other.name === name);
  if (found === undefined) return index;
  return { ...found, name: index.name, ...(index.comment === undefined ? {} : { comment: index.comment }) };
}

function withExclusionAnswer(exclusion: ExclusionConstraint, read: Table, name: string): ExclusionConstraint {
  const found = read.exclusions?.find((other) => other.name === name);
  if (found === undefined) return exclusion;
  const { where: _where, ...rest } = exclusion;
  return { ...rest, elements: found.elements, ...(found.where === undefined ? {} : { where: found.where }) };
}

/** Where two spellings mean the same and the server keeps both, the live one is taken. */
function adopt(schema: Schema, actual: Schema): Schema {
  return {
    ...schema,
    tables: schema.tables.map((table) => {
      const live = liveTable(actual, table);
      if (live === undefined) return table;
      const isDeclared = schema.schemaComments === undefined;
      return {
        ...table,
        indexes: table.indexes.map((index) => adoptIndexFacts(index, live, isDeclared)),
        columns: table.columns.map((column) => {
          const found = liveColumn(live, column);
          return adoptAttributes(
            adoptDefault(column, found, isDeclared),
            found,
            isDeclared ? DECLARED_FACTS : NUMBERING_NAMES,
          );
        }),
      };
    }),
  };
}

/** Entities do not say where an index lies, nor how its parts are compared and analysed. */
function adoptIndexFacts(index: Index, live: Table, isDeclared: boolean): Index {
  const found = live.indexes.find(({ name }) => name === index.name);
  if (!isDeclared || found === undefined || found.parts.length !== index.parts.length) return index;
  const parts = index.parts.map((part, place) => {
    const other = found.parts[place];
    const isSame = other?.column === part.column && other?.expression === part.expression;
    return isSame ? adoptAttributes(part, other, PART_FACTS) : part;
  });
  return adoptAttributes({ ...index, parts }, found, INDEX_FACTS);
}

/** What the wanted side does not speak of stays as it is. */
function adoptAttributes<T extends { readonly attributes?: Attributes }>(
  part: T,
  live: { readonly attributes?: Attributes } | undefined,
  facts: readonly string[],
): T {
  const kept = Object.entries(live?.attributes ?? {}).filter(
    ([key]) => facts.includes(key) && part.attributes?.[key] === undefined,
  );
  if (kept.length === 0) return part;
  return { ...part, attributes: { ...part.attributes, ...Object.fromEntries(kept) } };
}

function adoptDefault(column: Column, live: Column | undefined, isDeclared: boolean): Column {
  const wanted = column.default;
  const found = live?.default;
  if (wanted?.kind !== "expression" || found?.kind !== "expression") return column;
  return isSameDefault(wanted.sql, found.sql, isDeclared) ? { ...column, default: found } : column;
}

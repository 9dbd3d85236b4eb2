import { applyOperations } from "../operations/definitions";
import type { Operation } from "../operations/operation";
import type { Column, Schema, Table } from "../schema/model";
import { nameKey, nameOf } from "../schema/object-name";
import { isSameData } from "../util/stable-json";
import type { AnswerBook } from "./answer-book";
import type { DiffOptions } from "./diff-options";
import { excludedColumns } from "./exclude-parts";
import { createEnumCatalog } from "./enum-usage";
import { columnLikeness, createTableLikeness } from "./likeness";
import { namedOthers, pairCandidates } from "./pair-candidates";
import { describeColumn } from "./describe-column";
import type { RenameQuestion } from "./question";
import { resolveRenames } from "./resolve-renames";
import { findSwappedNames } from "./swap-names";

/** What goes while something of its kind comes is asked about as soon as the one can have become the other. */
const CONCEIVABLE = 0.01;

/** The renames of tables and columns, the actual schema after them, and what has to be asked. */
export interface FoundRenames {
  readonly schema: Schema;
  readonly operations: readonly Operation[];
  readonly questions: readonly RenameQuestion[];
}

/** Finds renamed tables first, then renamed columns of tables that both sides have. */
export function findRenames(actual: Schema, wanted: Schema, options: DiffOptions, answers: AnswerBook): FoundRenames {
  const tables = findTableRenames(actual, wanted, options, answers);
  const byName = new Map(tables.schema.tables.map((table) => [nameKey(table), table]));
  const operations = [...tables.operations];
  const questions = [...tables.questions];
  const columnRenames: Operation[] = [];
  const types = withEnums(options.types, actual, wanted);
  for (const table of wanted.tables) {
    const before = byName.get(nameKey(table));
    if (before === undefined) continue;
    const found = findColumnRenames(before, table, types, answers, excludedColumns(before, table, options.hooks));
    columnRenames.push(...found.operations);
    questions.push(...found.questions);
  }
  operations.push(...columnRenames);
  return { schema: applyOperations(tables.schema, columnRenames), operations, questions };
}

function findTableRenames(actual: Schema, wanted: Schema, options: DiffOptions, answers: AnswerBook): FoundRenames {
  const scope = {};
  const claims = wanted.tables.map((table) => ({
    name: nameKey(table),
    ...(table.renamedFrom === undefined ? {} : { renamedFrom: nameKey({ ...nameOf(table), name: table.renamedFrom }) }),
  }));
  const before = new Map(actual.tables.map((table) => [nameKey(table), table]));
  const after = new Map(wanted.tables.map((table) => [nameKey(table), table]));
  const found = resolveRenames(before.keys(), answers.withAnswers(scope, claims));
  const renames = found.filter(({ from, to }) => before.get(from)?.schema === after.get(to)?.schema);
  answers.note(scope, renames);
  const operations = renames.map(({ from, to }): Operation => ({
    kind: "renameTable",
    table: nameOf(before.get(from)!),
    newName: after.get(to)!.name,
  }));
  const schema = applyOperations(actual, operations);
  const names = new Set(schema.tables.map(nameKey));
  const gone = options.keepUnknownTables === true ? [] : schema.tables.filter((table) => !after.has(nameKey(table)));
  const come = wanted.tables.filter((table) => !names.has(nameKey(table)));
  const likeness = createTableLikeness(withEnums(options.types, actual, wanted));
  const score = (from: Table, to: Table): number =>
    from.schema === to.schema && answers.mayAsk(scope, nameKey(from), nameKey(to)) ? likeness(from, to) : 0;
  const questions = pairCandidates(gone, come, score, CONCEIVABLE).map((pair): RenameQuestion => ({
    kind: "rename table",
    from: nameKey(pair.from),
    to: nameKey(pair.to),
    ...namedOthers(pair, nameKey),
    score: pair.score,
    before: describeTable(pair.from),
    after: describeTable(pair.to),
  }));
  return { schema, operations, questions };
}

function findColumnRenames(
  before: Table,
  table: Table,
  types: DiffOptions["types"],
  answers: AnswerBook,
  excluded: ReadonlySet<string>,
): Omit<FoundRenames, "schema"> {
  const scope = { table: nameKey(table) };
  const isIn = ({ name }: Column): boolean => !excluded.has(name);
  const present = before.columns.filter(isIn).map((column) => column.name);
  const claims = answers.withAnswers(scope, table.columns.filter(isIn));
  const swapped = findSwappedNames(present, claims);
  const simple = resolveRenames(present, claims);
  const renames = [...simple, ...swapped.renames];
  answers.note(scope, renames);
  const renamed = new Map(renames.map(({ from, to }) => [from, to]));
  const names = new Set(before.columns.map((column) => renamed.get(column.name) ?? column.name));
  const wantedNames = new Set(table.columns.map((column) => column.name));
  const gone = before.columns.filter(
    (column) => isIn(column) && !renamed.has(column.name) && !wantedNames.has(column.name),
  );
  const come = table.columns.filter((column) => isIn(column) && !names.has(column.name));
  const pairs = pairCandidates(
    gone,
    come,
    (from, to) => (answers.mayAsk(scope, from.name, to.name) ? columnLikeness(from, to, types) : 0),
    CONCEIVABLE,
  );
  return {
    operations: [...simple, ...swapped.steps].map(({ from, to }) => ({
      kind: "renameColumn",
      table: nameOf(table),
      column: from,
      newName: to,
    })),
    questions: pairs.map((pair) => ({
      kind: "rename column",
      ...scope,
      from: pair.from.name,
      to: pair.to.name,
      ...namedOthers(pair, ({ name }) => name),
      score: pair.score,
      before: [describeColumn(pair.from)],
      after: [describeColumn(pair.to)],
    })),
  };
}

function describeTable({ columns }: Table): readonly string[] {
  return columns.map((column) => `${column.name}: ${describeColumn(column)}`);
}

/** Enum types with the same values count as one: the name of such a type follows the names of its table and column. */
function withEnums(types: DiffOptions["types"], actual: Schema, wanted: Schema): DiffOptions["types"] {
  const [before, after] = [createEnumCatalog(actual), createEnumCatalog(wanted)];
  return {
    parse: (type) => types.parse(type),
    ...(types.castQuery === undefined ? {} : { castQuery: (from, to) => types.castQuery?.(from, to) }),
    same: (left, right) => {
      if (types.same(left, right)) return true;
      const values = before.find(left)?.values;
      return values !== undefined && isSameData(values, after.find(right)?.values);
    },
  };
}

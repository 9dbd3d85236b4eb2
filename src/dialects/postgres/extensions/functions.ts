import type { ObjectWriter, SqlPieces } from "../../../dialect/object-writer";
import { OrmError } from "../../../errors/orm-error";
import type { StoredFunction } from "../../../schema/model";
import { describeObject, type ObjectReference } from "../../../schema/object-reference";
import { isSameData } from "../../../util/stable-json";
import type { Catalog } from "../catalog";
import { commentChange, newComment } from "../comment-change";
import { readGrants } from "../grants";
import type { NameIn } from "../name-in";
import type { FunctionRow } from "../object-catalog";

/** What decides whether a function can be replaced in place: what it gives, and the forms and names of its parameters. */
const FUNCTION_RESULT = "postgres.stored.result";
const PARAMETER_TYPES = "postgres.stored.parameterTypes";
const PARAMETER_NAMES = "postgres.stored.parameterNames";
const PARAMETER_DEFAULTS = "postgres.stored.parameterDefaults";

const WORDS: Readonly<Record<string, string>> = {
  function: "FUNCTION",
  procedure: "PROCEDURE",
  aggregate: "AGGREGATE",
};

/** Functions, procedures and aggregates out of the catalog. */
export function readFunctions({ objects }: Catalog, nameIn: NameIn): readonly StoredFunction[] {
  return objects.functions.map((row) => ({
    kind: "function",
    ...nameIn(row.schema, row.name),
    ...typeOf(row),
    arguments: row.arguments,
    definition: row.definition.trim(),
    ...(row.comment === null ? {} : { comment: row.comment }),
    attributes: {
      [FUNCTION_RESULT]: row.result ?? "",
      [PARAMETER_TYPES]: row.parameters.map(({ mode, type }) => `${mode} ${type}`),
      [PARAMETER_NAMES]: row.parameters.map(({ name }) => name),
      [PARAMETER_DEFAULTS]: row.defaults,
      ...readGrants(row.grants, row.isPublic),
    },
  }));
}

/** The definition is what follows the name, so that it says nothing of the schema that the function is in. */
export function createFunctionWriter(sql: SqlPieces): ObjectWriter<StoredFunction> {
  const define = (routine: StoredFunction, verb: string): string =>
    `${verb} ${wordOf(routine)} ${sql.name(routine)}${routine.definition.startsWith("(") ? "" : " "}${routine.definition}`;
  const target = (routine: ObjectReference): string => {
    const types = routine.arguments;
    const all = types === "" && routine.type === "aggregate" ? "*" : types;
    return `${wordOf(routine)} ${sql.name(routine)}${all === undefined ? "" : `(${all})`}`;
  };
  return {
    create: (routine) => [define(routine, "CREATE"), ...newComment(sql, target(routine), routine)],
    change: (routine, previous) => [
      ...(previous?.definition === routine.definition ? [] : [define(routine, "CREATE OR REPLACE")]),
      ...commentChange(sql, target(routine), routine, previous),
    ],
    drop: (reference) => [`DROP ${target(reference)}`],
  };
}

/** What a function gives and what its parameters are called stays; parameters without a name can get one, others a default. */
export function canReplaceFunction(previous: StoredFunction, wanted: StoredFunction): boolean {
  if (previous.definition === wanted.definition) return true;
  const [before, after] = [previous.attributes ?? {}, wanted.attributes ?? {}];
  const [names, newNames] = [before[PARAMETER_NAMES], after[PARAMETER_NAMES]];
  if (!Array.isArray(names) || !Array.isArray(newNames)) return false;
  return (
    before[FUNCTION_RESULT] === after[FUNCTION_RESULT] &&
    isSameData(before[PARAMETER_TYPES], after[PARAMETER_TYPES]) &&
    (names as readonly string[]).every((name, place) => name === "" || name === newNames[place]) &&
    Number(before[PARAMETER_DEFAULTS]) <= Number(after[PARAMETER_DEFAULTS])
  );
}

function typeOf({ kind }: FunctionRow): { readonly type?: string } {
  return kind === "p" ? { type: "procedure" } : kind === "a" ? { type: "aggregate" } : {};
}

/** @throws OrmError `OPERATION.UNSUPPORTED`. */
function wordOf(routine: ObjectReference): string {
  const word = WORDS[routine.type?.toLowerCase() ?? "function"];
  if (word !== undefined) return word;
  throw new OrmError("OPERATION.UNSUPPORTED", `PostgreSQL has nothing of the kind of ${describeObject(routine)}`, {
    hint: 'Give it the type "procedure" or "aggregate", or none for a function.',
  });
}

import type { ObjectWriter, SqlPieces } from "../../../dialect/object-writer";
import type { StoredFunction } from "../../../schema/model";
import type { ObjectReference } from "../../../schema/object-reference";
import { toText, type Row } from "../read-keys";
import { isAggregateBody, parseRoutine, writeRoutine, type FormatType, type RoutineParameter } from "../routine-text";
import type { MysqlServer } from "../server";
import { definerClause, ownerAttributes, underSqlMode, type Creator } from "./stored-program";

/** The word of the model for a routine that is no function. */
export const PROCEDURE = "procedure";

/** A function or a procedure from its rows in information_schema. `body` is its exact text, which the row does not always have. */
export function readRoutine(
  row: Row,
  parameters: readonly Row[],
  body: string,
  formatType: FormatType,
  creator: Creator,
): StoredFunction {
  const [name, type, , deterministic, access, security, comment, definer, sqlMode] = row.map(toText);
  const result = parameters.find(([, , position]) => Number(position) === 0);
  const definition = writeRoutine({
    parameters: parameters
      .filter((parameter) => parameter !== result)
      .map((parameter) => readParameter(parameter, formatType)),
    ...(result === undefined ? {} : { returns: readType(result, formatType) }),
    isDeterministic: deterministic === "YES",
    access: access!,
    security: security!,
    comment: comment!,
    body,
  });
  const attributes = ownerAttributes(definer!, sqlMode, creator);
  return {
    kind: "function",
    name: name!,
    ...(type === "PROCEDURE" ? { type: PROCEDURE } : {}),
    definition,
    ...(Object.keys(attributes).length === 0 ? {} : { attributes }),
  };
}

/** The definition in its one spelling, with the comment in it; as it stands where it cannot be taken apart. */
export function canonicalRoutine({ definition, comment }: StoredFunction, formatType: FormatType): string {
  const routine = parseRoutine(definition, formatType);
  if (routine === undefined) return definition.trim();
  return writeRoutine(comment === undefined ? routine : { ...routine, comment });
}

/** Functions and procedures. Where nothing replaces them in place, they go and come again. */
export function createRoutineWriter(server: MysqlServer, sql: SqlPieces): ObjectWriter<StoredFunction> {
  const define = (verb: string, routine: StoredFunction): readonly string[] => {
    const { name, attributes } = routine;
    const isAggregate = server.hasAggregateFunctions && isAggregateBody(routine.definition);
    const text = routine.comment === undefined ? routine.definition : canonicalRoutine(routine, (type) => type);
    const head = `${verb} ${definerClause(attributes, sql)}${isAggregate ? "AGGREGATE " : ""}${wordFor(routine)}`;
    return underSqlMode(attributes, `${head} ${sql.quote(name)}${text}`, server, sql);
  };
  const drop = (reference: ObjectReference): string => `DROP ${wordFor(reference)} ${sql.quote(reference.name)}`;
  return {
    create: (routine) => define("CREATE", routine),
    change: (routine) =>
      server.replacesPrograms
        ? define("CREATE OR REPLACE", routine)
        : [
            drop({ kind: "function", name: routine.name, ...(routine.type && { type: routine.type }) }),
            ...define("CREATE", routine),
          ],
    drop: (reference) => [drop(reference)],
  };
}

function wordFor({ type }: { readonly type?: string }): string {
  return type === PROCEDURE ? "PROCEDURE" : "FUNCTION";
}

function readParameter(row: Row, formatType: FormatType): RoutineParameter {
  const [, , , mode, name] = row.map(toText);
  return { ...(mode === "IN" || mode === "" ? {} : { mode: mode! }), name: name!, type: readType(row, formatType) };
}

/** A character set that is the database's own says nothing; nor does the usual collation of another one. */
function readType([, , , , , type, charset, collation, usualCollation, own]: Row, formatType: FormatType): string {
  const text = formatType(toText(type));
  if (charset === null || collation === own) return text;
  return `${text} CHARSET ${toText(charset)}${collation === usualCollation ? "" : ` COLLATE ${toText(collation)}`}`;
}

import type { Statement } from "../../../dialect/statement";
import type { ExtensionOperation, Operation } from "../../../operations/operation";
import type { ObjectName } from "../../../schema/model";
import { splitTopLevel } from "../expression-text";
import { readStringLiteral } from "../string-literal";

export const ALTER_TABLE = "mysql.alterTable";

/** Several changes of one table: those for which the server copies the table become one statement, so that it does so once. */
export interface AlterTable extends ExtensionOperation {
  readonly kind: typeof ALTER_TABLE;
  readonly table: ObjectName;
  readonly sources: readonly Operation[];
}

/** The statements of one of the changes, and whether the server writes the table anew for it. */
export interface TableChange {
  readonly statements: readonly Statement[];
  readonly rewrites: boolean;
}

/**
 * The statements of all changes in their order. Neighbours that both write the table anew become one ALTER, unless one names
 * what the other changes: the server refuses a column or a key that is touched twice (a foreign key that goes and comes, 9.7:
 * 1826, 10.11: 1005). What the server does without a copy stays alone: together with others it would copy for it, too.
 * @param head what every ALTER of the table starts with.
 */
export function mergeChanges(
  changes: readonly TableChange[],
  head: string,
  write: (sql: string) => Statement,
): readonly Statement[] {
  const result: Statement[] = [];
  let pending: readonly string[] = [];
  const flush = (): void => {
    if (pending.length > 0) result.push(write(`${head}${pending.join(", ")}`));
    pending = [];
  };
  for (const { statements, rewrites } of changes) {
    const [only] = statements;
    if (!rewrites || statements.length !== 1 || only === undefined || !only.sql.startsWith(head)) {
      flush();
      result.push(...statements);
      continue;
    }
    const clauses = splitTopLevel(only.sql.slice(head.length), ", ");
    if (pending.some((one) => clauses.some((other) => areInTheWay(one, other)))) flush();
    pending = [...pending, ...clauses];
  }
  flush();
  return result;
}

/** Whether one of two actions changes what the other one names. What each changes is the first name in it. */
function areInTheWay(one: string, other: string): boolean {
  const [left, right] = [namesIn(one), namesIn(other)];
  return left.length === 0 || right.length === 0 || right.includes(left[0]!) || left.includes(right[0]!);
}

/** The quoted names of an action; a primary key has none of its own, and is named like its server does. */
function namesIn(clause: string): readonly string[] {
  const names = /^(?:ADD|DROP) PRIMARY KEY\b/.test(clause) ? ["PRIMARY"] : [];
  for (let at = 0; at < clause.length;) {
    const isQuote = /['"`]/.test(clause[at]!);
    const { value, end } = isQuote ? readStringLiteral(clause, at) : { value: "", end: at + 1 };
    if (clause[at] === "`") names.push(value);
    at = end;
  }
  return names;
}

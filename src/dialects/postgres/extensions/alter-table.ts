import type { Statement } from "../../../dialect/statement";
import type { ExtensionOperation, Operation } from "../../../operations/operation";
import type { ObjectName } from "../../../schema/model";

export const ALTER_TABLE = "postgres.alterTable";

/** Several changes of one table that were asked for together: what ALTER TABLE takes as a list becomes one statement. */
export interface AlterTable extends ExtensionOperation {
  readonly kind: typeof ALTER_TABLE;
  readonly table: ObjectName;
  readonly sources: readonly Operation[];
}

/** Actions that ALTER TABLE takes together with others; RENAME and SET SCHEMA stand alone. */
const ACTION = /^(?<verb>ADD|DROP|ALTER) (?:COLUMN|CONSTRAINT) (?:IF (?:NOT )?EXISTS )?(?<name>"(?:[^"]|"")+")/;

interface Action {
  readonly text: string;
  readonly verb: string;
  /** The column or the constraint that it is about, quoted. */
  readonly name: string;
  readonly source: Operation;
}

/**
 * The statements in their order, neighbours in one. The server sorts the actions of a statement: it drops first, then changes types,
 * then adds. So a name is dropped together with others only where none of those before speaks of it, and one that is added is changed by
 * the next statement.
 * @param head what every ALTER of the table starts with.
 */
export function mergeActions(
  statements: readonly Statement[],
  head: string,
  write: (sql: string) => Statement,
): readonly Statement[] {
  const result: Statement[] = [];
  let pending: readonly Action[] = [];
  const flush = (): void => {
    if (pending.length > 0) result.push(write(`${head}${pending.map(({ text }) => text).join(", ")}`));
    pending = [];
  };
  for (const statement of statements) {
    const action = actionOf(statement, head);
    if (action === undefined || pending.some((before) => isInTheWay(before, action))) flush();
    if (action === undefined) result.push(statement);
    else pending = [...pending, action];
  }
  flush();
  return result;
}

function actionOf({ sql, source, transactional }: Statement, head: string): Action | undefined {
  if (!transactional || !sql.startsWith(head)) return undefined;
  const text = sql.slice(head.length);
  const { verb, name } = ACTION.exec(text)?.groups ?? {};
  if (verb === undefined || name === undefined) return undefined;
  return { text, verb, name, source: source as Operation };
}

/** The parts of one change of a column are made to stand in one statement: DROP DEFAULT, TYPE, SET DEFAULT. */
function isInTheWay(before: Action, after: Action): boolean {
  if (before.source === after.source && before.verb === "ALTER" && after.verb === "ALTER") return false;
  if (before.name === after.name) return true;
  return after.verb === "DROP" && before.text.includes(after.name);
}

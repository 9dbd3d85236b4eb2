import type { Statement } from "../../dialect/statement";

const QUOTED = /`(?:[^`]|``)*`|'(?:[^'\\]|''|\\.)*'|"(?:[^"\\]|""|\\.)*"/g;

/**
 * A statement together with the demands that the server can be asked to meet: a change of the catalog alone, then one during
 * which everybody goes on. The server refuses (1845, 1846) before it has done anything. Partitioning takes no such demand.
 */
export function withGentleWays(statement: Statement): Statement {
  const { sql } = statement;
  const words = sql.replace(QUOTED, "");
  if (/^CREATE (?:\w+ )?INDEX /.test(words)) return { ...statement, gentle: [`${sql} ALGORITHM=INPLACE LOCK=NONE`] };
  if (!words.startsWith("ALTER TABLE ") || /\bPARTITION/i.test(words)) return statement;
  return { ...statement, gentle: [`${sql}, ALGORITHM=INSTANT`, `${sql}, ALGORITHM=INPLACE, LOCK=NONE`] };
}

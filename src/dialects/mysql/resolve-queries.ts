import type { DriverConnection } from "../../dialect/driver";
import { isRefusal } from "./refusal";
import { writeStringLiteral } from "./string-literal";

/** Says what a query is to the server, with every name looked up; `undefined` where the server refuses it. */
export type ResolveQuery = (query: string) => Promise<string | undefined>;

const STATEMENT = "orm_query";
const TRACE = "SELECT TRACE, MISSING_BYTES_BEYOND_MAX_MEM_SIZE FROM information_schema.OPTIMIZER_TRACE";
const LARGEST_TRACE = 64 * 1024 * 1024;

/**
 * Lets the server say what queries mean, and leaves nothing behind, also when the process is killed: the query is prepared,
 * which looks up its names and rewrites it as a view would be stored, and never run. The optimizer's trace of this session
 * holds that text. Two queries with the same one are the same view.
 *
 * A scratch view would say it too, but others would see it, and a killed process would leave it. EXPLAIN optimizes as well:
 * it folds what it finds in tables and indexes into the text, so that different queries may look the same.
 */
export async function resolvingQueries<T>(
  connection: DriverConnection,
  work: (resolve: ResolveQuery) => Promise<T>,
): Promise<T> {
  if (!(await isTraceable(connection))) return work(async () => undefined);
  try {
    return await work((query) => resolveQuery(connection, query));
  } finally {
    if (connection.isOpen)
      await connection.execute("SET SESSION optimizer_trace = DEFAULT, optimizer_trace_max_mem_size = DEFAULT", []);
  }
}

async function isTraceable(connection: DriverConnection): Promise<boolean> {
  try {
    const size = `optimizer_trace_max_mem_size = ${LARGEST_TRACE}`;
    await connection.execute(`SET SESSION optimizer_trace = 'enabled=on', ${size}`, []);
    return true;
  } catch (error) {
    if (isRefusal(error) && connection.isOpen) return false;
    throw error;
  }
}

async function resolveQuery(connection: DriverConnection, query: string): Promise<string | undefined> {
  try {
    await connection.execute(`PREPARE ${STATEMENT} FROM ${writeStringLiteral(query)}`, []);
    const { rows } = await connection.execute(TRACE, []);
    await connection.execute(`DEALLOCATE PREPARE ${STATEMENT}`, []);
    const [trace, missing] = rows[0] ?? [];
    return Number(missing ?? 1) > 0 || String(trace ?? "") === "" ? undefined : withoutExistsLimit(String(trace));
  } catch (error) {
    if (isRefusal(error) && connection.isOpen) return undefined;
    throw error;
  }
}

/** MariaDB adds LIMIT 1 to the query inside EXISTS when it writes a view down, and finds it there when it reads the view again. */
function withoutExistsLimit(trace: string): string {
  const inside = new Set([...trace.matchAll(/exists\(\/\* select#(\d+) \*\//g)].map(([, number]) => number));
  return trace.replace(
    /("expanded_query": "\/\* select#(\d+) \*\/ (?:[^"\\]|\\[\s\S])*?) limit 1"/g,
    (whole, query: string, number: string) => (inside.has(number) ? `${query}"` : whole),
  );
}

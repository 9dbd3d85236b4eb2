import type { DriverConnection } from "../../dialect/driver";
import { readMentions } from "../../schema/mentions";
import type { Schema, SchemaObject, Table, View } from "../../schema/model";
import { findObject } from "../../schema/object-reference";
import { resolvingQueries, type ResolveQuery } from "./resolve-queries";
import { foreignDatabases } from "./view-text";

/** A wanted view and the live one of its name, with another text. */
interface OpenView {
  readonly wanted: View;
  readonly live: View;
}

/**
 * The wanted views that say the same as the live ones, in the live spelling; the others are not among the results. The server
 * is asked what both mean. It knows the tables as they are: a view with a star over a table or a view that changes its columns will
 * mean something else, and is another one whatever the server says.
 */
export async function settleViews(
  connection: DriverConnection,
  wanted: readonly SchemaObject[],
  { tables, renameTable }: { readonly tables: readonly Table[]; renameTable(name: string): string },
  actual: Schema,
): Promise<ReadonlyMap<View, View>> {
  const open = wanted.flatMap((object): OpenView[] => {
    const live = object.kind === "view" ? findObject(actual, object) : undefined;
    return object.kind === "view" && live?.kind === "view" && isOpen(object, live) ? [{ wanted: object, live }] : [];
  });
  if (open.length === 0) return new Map();
  const place = await readViewPlace(connection);
  const settled = new Map<View, View>();
  await resolvingQueries(connection, async (resolve) => {
    for (const pair of open) {
      const view = await settleView(pair, resolve, place);
      if (view !== undefined) settled.set(pair.wanted, view);
    }
  });
  const changed = new Set(
    tables.filter((table) => changesColumns(table, renameTable, actual)).map(({ name }) => lower(name)),
  );
  for (const { wanted: view } of open) if (!settled.has(view)) changed.add(lower(view.name));
  for (let found: View | undefined; (found = findExpanding([...settled.keys()], changed)) !== undefined;) {
    settled.delete(found);
    changed.add(lower(found.name));
  }
  return settled;
}

function isOpen(wanted: View, live: View): boolean {
  return wanted.query !== live.query || !isSameList(wanted.columns, live.columns);
}

/** The order of columns is no property of a table that is compared. */
function changesColumns({ name, columns }: Table, renameTable: (name: string) => string, { tables }: Schema): boolean {
  const live = tables.find((table) => table.name === renameTable(name));
  const namesOf = ({ columns: all }: Pick<Table, "columns">): readonly string[] =>
    all.map((column) => column.name).sort();
  return live !== undefined && !isSameList(namesOf({ columns }), namesOf(live));
}

/** A view with a star that mentions one of the names. */
function findExpanding(views: readonly View[], names: ReadonlySet<string>): View | undefined {
  return views.find(
    ({ query }) =>
      /(?:\bselect(?:\s+(?:distinct|all))?\s*|,\s*|\.\s*)\*/i.test(query) &&
      readMentions(query).names.some(({ parts }) => parts.some((part) => names.has(lower(part)))),
  );
}

/**
 * The live text, where the server takes both for the same query. The trace leaves out the databases of tables: they are
 * compared here. MariaDB has no list of columns, it writes their names into the query.
 */
async function settleView(
  { wanted, live }: OpenView,
  resolve: ResolveQuery,
  place: ViewPlace,
): Promise<View | undefined> {
  const databases = [wanted, live].map(({ query }) => foreignDatabases(query, place.database));
  if (!isSameList(databases[0], databases[1])) return undefined;
  const hasSameColumns = isSameList(wanted.columns, live.columns);
  if (!hasSameColumns && !isSameList(wanted.columns, await place.readColumns(wanted.name))) return undefined;
  const [asked, found] = [await resolve(wanted.query), await resolve(live.query)];
  if (asked === undefined || found === undefined) return undefined;
  if (hasSameColumns ? asked !== found : withoutAliases(asked) !== withoutAliases(found)) return undefined;
  const { columns: _columns, ...rest } = wanted;
  return { ...rest, query: live.query, ...(live.columns === undefined ? {} : { columns: live.columns }) };
}

interface ViewPlace {
  readonly database: string;
  /** The names of the columns of a live view. */
  readColumns(view: string): Promise<readonly string[]>;
}

async function readViewPlace(connection: DriverConnection): Promise<ViewPlace> {
  const { rows } = await connection.execute("SELECT DATABASE()", []);
  return {
    database: String(rows[0]?.[0] ?? ""),
    readColumns: async (view) => {
      const sql = `SELECT COLUMN_NAME FROM information_schema.COLUMNS
        WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = ? ORDER BY ORDINAL_POSITION`;
      return (await connection.execute(sql, [view])).rows.map(([name]) => String(name));
    },
  };
}

function withoutAliases(text: string): string {
  return text.replace(
    /('(?:[^'\\]|\\.|'')*')| AS (?:`(?:[^`]|``)*`|[\w$\u0080-\uffff]+)/g,
    (_whole, literal?: string) => literal ?? "",
  );
}

function isSameList(left: readonly string[] | undefined, right: readonly string[] | undefined): boolean {
  return left?.length === right?.length && (left ?? []).every((name, index) => name === right?.[index]);
}

function lower(name: string): string {
  return name.toLowerCase();
}

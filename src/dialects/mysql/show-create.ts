import type { DriverConnection } from "../../dialect/driver";
import type { ShownView } from "./extensions/view";
import { isRefusal } from "./refusal";
import { parseRoutine } from "./routine-text";
import { TextScanner } from "./text-scanner";

export type ProgramKind = "TRIGGER" | "FUNCTION" | "PROCEDURE" | "EVENT";

/** In which column of SHOW CREATE the statement stands. */
const STATEMENT_COLUMN: Readonly<Record<ProgramKind | "TABLE" | "VIEW", number>> = {
  TABLE: 1,
  VIEW: 1,
  TRIGGER: 2,
  FUNCTION: 2,
  PROCEDURE: 2,
  EVENT: 3,
};

/** Reads what information_schema does not have, or not exactly, one object at a time. */
export interface ShowReader {
  /** The body of a stored program as it was written; `undefined` where the server does not show it. */
  body(kind: ProgramKind, name: string): Promise<string | undefined>;
  view(name: string): Promise<ShownView | undefined>;
  table(name: string): Promise<string | undefined>;
}

export function createShowReader(connection: DriverConnection): ShowReader {
  const show = async (kind: ProgramKind | "TABLE" | "VIEW", name: string): Promise<string | undefined> => {
    try {
      const { rows } = await connection.execute(`SHOW CREATE ${kind} \`${name.replaceAll("`", "``")}\``, []);
      const text = rows[0]?.[STATEMENT_COLUMN[kind]];
      return text === null || text === undefined || text === "" ? undefined : String(text);
    } catch (error) {
      if (isRefusal(error) && connection.isOpen) return undefined;
      throw error;
    }
  };
  return {
    async body(kind, name) {
      const text = await show(kind, name);
      return text === undefined ? undefined : bodyOf(kind, text);
    },
    async view(name) {
      const text = await show("VIEW", name);
      return text === undefined ? undefined : shownViewOf(text);
    },
    table: (name) => show("TABLE", name),
  };
}

/** What stands behind the head of CREATE. */
function bodyOf(kind: ProgramKind, text: string): string | undefined {
  const scanner = new TextScanner(text);
  const head = {
    TRIGGER: /\sFOR\s+EACH\s+ROW(?![\w$])/iy,
    EVENT: /\sDO(?![\w$])/iy,
    FUNCTION: /\s*\(/y,
    PROCEDURE: /\s*\(/y,
  };
  scanner.until(head[kind]);
  if (kind === "TRIGGER") return scanner.take("FOR", "EACH", "ROW") ? scanner.rest : undefined;
  if (kind === "EVENT") return scanner.take("DO") ? scanner.rest : undefined;
  return parseRoutine(scanner.rest, (type) => type)?.body;
}

function shownViewOf(text: string): ShownView | undefined {
  const scanner = new TextScanner(text);
  if (!scanner.take("CREATE")) return undefined;
  const algorithm =
    scanner
      .match(/ALGORITHM=\w+/iy)
      ?.split("=")[1]
      ?.toUpperCase() ?? "UNDEFINED";
  scanner.until(/\sVIEW\s/iy);
  if (!scanner.take("VIEW")) return undefined;
  scanner.name();
  if (scanner.match(/\./y) !== undefined) scanner.name();
  const list = scanner.parentheses();
  if (!scanner.take("AS")) return undefined;
  const query = scanner.rest.replace(/ WITH (?:CASCADED|LOCAL) CHECK OPTION$/, "");
  if (list === undefined) return { algorithm, query };
  const columns: string[] = [];
  const names = new TextScanner(list);
  for (let name = names.name(); name !== undefined; name = names.name()) {
    columns.push(name);
    if (names.match(/,/y) === undefined) break;
  }
  return { algorithm, columns, query };
}

import type { Connection, ConnectionOptions, FieldPacket, QueryError, ResultSetHeader } from "mysql2";
import type { Driver, DriverConnection, DriverResult, ExecuteOptions, ServerInfo } from "../../dialect/driver";
import { loadPackage } from "../../dialect/load-package";
import { OrmError } from "../../errors/orm-error";
import { createDateText, type DateText } from "./date-text";
import type { MysqlSettings } from "./options";
import { mergeSignatures, signatureOf, toWireValue, type WireValue } from "./parameter";
import { hasSystemVersions, sessionModeOf, sessionZoneOf } from "./session-setup";

/** The most statements that stay prepared on one connection: the server has 16,382 for all connections together. */
const MAX_PREPARED = 250;
/** A parameter has the character set of a column that is not there any more (9.7). */
const IMPOSSIBLE_CONVERSION = 3988;
const UNKNOWN_TIME_ZONE = 1298;

interface MysqlPackage {
  createConnection(options: ConnectionOptions): Connection;
}

/** What the first connection of a driver finds out for the others. */
interface SessionFacts {
  mode?: string;
  keepsHistory?: boolean;
  lacksZone?: boolean;
}

/** Connects with the npm package `mysql2`. @throws OrmError `DIALECT.DRIVER_MISSING`. */
export function createMysqlDriver(settings: MysqlSettings): Driver {
  const mysql = loadPackage<MysqlPackage>("mysql2");
  const facts: SessionFacts = {};
  return {
    packageName: "mysql2",
    maxConnections: settings.poolSize,
    address: settings.address,
    open: () => openConnection(mysql, settings, facts),
    openDatabase: (database) => openConnection(mysql, { ...settings, database }, facts),
    readServerInfo: (connection) => readServerInfo(connection, settings),
    close: async () => {},
  };
}

async function openConnection(
  mysql: MysqlPackage,
  settings: MysqlSettings,
  facts: SessionFacts,
): Promise<DriverConnection> {
  const raw = createConnection(mysql, settings);
  const connection = new MysqlConnection(raw, createDateText(settings.timezone));
  try {
    await new Promise<void>((resolve, reject) => {
      raw.once("connect", () => resolve());
      raw.once("error", reject);
    });
    await setUpSession(connection, settings.timezone, facts);
    return connection;
  } catch (error) {
    raw.destroy();
    throw error;
  }
}

/** @throws OrmError `CONFIG.INVALID` for a character set or a TLS profile that the package does not know. */
function createConnection(mysql: MysqlPackage, settings: MysqlSettings): Connection {
  try {
    return mysql.createConnection({
      host: settings.host,
      port: settings.port,
      ...(settings.socketPath === undefined ? {} : { socketPath: settings.socketPath }),
      user: settings.username,
      ...(settings.password === undefined ? {} : { password: settings.password }),
      ...(settings.database === undefined ? {} : { database: settings.database }),
      charset: settings.charset,
      connectTimeout: settings.connectTimeout,
      ...(settings.ssl === undefined ? {} : { ssl: settings.ssl }),
      // A server may not ask for files of ours.
      flags: ["-LOCAL_FILES"],
      maxPreparedStatements: MAX_PREPARED,
      rowsAsArray: true,
      supportBigNumbers: true,
      bigNumberStrings: true,
      dateStrings: true,
      jsonStrings: true,
    });
  } catch (error) {
    throw new OrmError("CONFIG.INVALID", `the driver refuses an option: ${(error as Error).message}`, {
      hint: 'Correct the options "charset" and "ssl" of the data source.',
      cause: error,
    });
  }
}

async function setUpSession(connection: MysqlConnection, timezone: string, facts: SessionFacts): Promise<void> {
  if (facts.mode === undefined) {
    const { rows } = await connection.execute("SELECT @@SESSION.sql_mode, VERSION()", []);
    facts.mode = sessionModeOf(String(rows[0]?.[0] ?? ""));
    facts.keepsHistory = hasSystemVersions(String(rows[0]?.[1] ?? ""));
  }
  const history = facts.keepsHistory === true ? ", system_versioning_alter_history = KEEP" : "";
  const mode = `sql_mode = '${facts.mode}'${history}`;
  const { zone, mayBeUnknown } = sessionZoneOf(timezone);
  if (!mayBeUnknown) {
    await connection.execute(`SET SESSION ${mode}, time_zone = '${zone}'`, []);
    return;
  }
  await connection.execute(`SET SESSION ${mode}`, []);
  if (facts.lacksZone === true) return;
  try {
    await connection.execute(`SET SESSION time_zone = '${zone}'`, []);
  } catch (error) {
    if ((error as QueryError).errno !== UNKNOWN_TIME_ZONE) throw error;
    facts.lacksZone = true;
  }
}

async function readServerInfo(connection: DriverConnection, settings: MysqlSettings): Promise<ServerInfo> {
  const { rows } = await connection.execute(
    "SELECT VERSION(), DATABASE(), @@lower_case_table_names, @@SESSION.sql_mode, @@version_comment",
    [],
  );
  const [version, database, tableNameCase, mode, versionComment] = (rows[0] ?? []).map((value) => String(value ?? ""));
  return {
    version: version ?? "",
    facts: {
      database: database ?? "",
      tableNameCase: tableNameCase ?? "0",
      sqlMode: mode ?? "",
      versionComment: versionComment ?? "",
      timezone: settings.timezone,
    },
  };
}

class MysqlConnection implements DriverConnection {
  readonly #raw: Connection;
  readonly #dates: DateText;
  /** The kinds of parameters that each prepared text was first run with. */
  readonly #signatures = new Map<string, string>();
  #isOpen = true;

  constructor(raw: Connection, dates: DateText) {
    this.#raw = raw;
    this.#dates = dates;
    // Without a listener, the loss of an idle connection would end the process.
    raw.on("error", () => {
      this.#isOpen = false;
    });
    raw.on("end", () => {
      this.#isOpen = false;
    });
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** Parameters travel in the binary protocol only, where nothing is spliced; statements without any need no preparing. */
  execute(statement: string, parameters: readonly unknown[], options?: ExecuteOptions): Promise<DriverResult> {
    return new Promise((resolve, reject) => {
      const done = (error: QueryError | null, rows: unknown, fields: readonly FieldPacket[] | undefined): void => {
        if (error === null || error === undefined) return resolve(toResult(rows, fields));
        if (error.fatal) this.#isOpen = false;
        reject(error);
      };
      if (parameters.length === 0 && options?.prepare !== true) {
        this.#raw.query(statement, done as never);
        return;
      }
      const values = parameters.map((value) => toWireValue(value, this.#dates));
      this.#executePrepared(this.#textFor(statement, values), values, done);
    });
  }

  /** A statement that was prepared for a table whose columns had other types is prepared anew: it has done nothing yet. */
  #executePrepared(
    text: string,
    values: WireValue[],
    done: (error: QueryError | null, rows: unknown, fields: readonly FieldPacket[] | undefined) => void,
  ): void {
    const first: typeof done = (error, rows, fields) => {
      if (error?.errno !== IMPOSSIBLE_CONVERSION) return done(error, rows, fields);
      this.#raw.unprepare(text);
      this.#raw.execute(text, values, done as never);
    };
    this.#raw.execute(text, values, first as never);
  }

  /**
   * MySQL keeps the types of the first run with a prepared statement and converts later values to them, so that a text
   * can arrive as 0 (9.7). Other kinds of parameters get a text of their own.
   */
  #textFor(statement: string, values: readonly WireValue[]): string {
    const signature = signatureOf(values);
    const known = this.#signatures.get(statement);
    const merged = known === undefined ? signature : mergeSignatures(known, signature);
    if (merged === undefined) return `${statement} /* ${signature} */`;
    if (merged !== known) this.#remember(statement, merged);
    return statement;
  }

  #remember(statement: string, signature: string): void {
    this.#signatures.delete(statement);
    this.#signatures.set(statement, signature);
    if (this.#signatures.size <= MAX_PREPARED) return;
    const [oldest] = this.#signatures.keys();
    this.#signatures.delete(oldest!);
    this.#raw.unprepare(oldest!);
  }

  close(): Promise<void> {
    if (!this.#isOpen) {
      this.#raw.destroy();
      return Promise.resolve();
    }
    this.#isOpen = false;
    return new Promise((resolve) => {
      this.#raw.end(() => resolve());
    });
  }
}

/** A CALL gives a list of results; the first one with rows counts. */
function toResult(rows: unknown, fields: readonly FieldPacket[] | undefined): DriverResult {
  if (!Array.isArray(rows)) return toCount(rows as ResultSetHeader);
  const lists = fields as readonly (FieldPacket | readonly FieldPacket[] | undefined)[] | undefined;
  const place = lists?.findIndex((list) => Array.isArray(list)) ?? -1;
  const found = (place < 0 ? fields : lists?.[place]) as readonly FieldPacket[] | undefined;
  const list = (place < 0 ? rows : rows[place]) as readonly (readonly unknown[])[];
  return {
    fields: (found ?? []).map(({ name, columnType }) => ({ name, type: columnType })),
    rows: list,
    affected: list.length,
  };
}

function toCount({ affectedRows, insertId }: ResultSetHeader): DriverResult {
  const id = typeof insertId === "string" ? BigInt(insertId) : insertId;
  return {
    fields: [],
    rows: [],
    affected: affectedRows ?? 0,
    ...(id === undefined || Number(id) === 0 ? {} : { insertId: id }),
  };
}

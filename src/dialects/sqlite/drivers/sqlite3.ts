import { OrmError } from "../../../errors/orm-error";
import type { DriverField, DriverResult } from "../../../dialect/driver";
import type { BoundValue } from "../bind-value";
import type { StatementShape } from "../statement-shape";
import type { DriverPackage, NativeConnection, OpenSettings } from "./driver-package";
import { describeChange } from "./describe-change";
import { numberOutputs, probeNames, readNumberedRow, rewriteParameters, wrapQuery } from "./sqlite3-rewrite";
import { StatementCache } from "./statement-cache";

type Row = Readonly<Record<string, unknown>>;
type RunContext = { readonly lastID: number; readonly changes: number };

interface Statement {
  all(parameters: readonly BoundValue[], done: (error: Error | null, rows: readonly Row[]) => void): void;
  run(parameters: readonly BoundValue[], done: (this: RunContext, error: Error | null) => void): void;
  finalize(done?: () => void): void;
}

interface Database {
  prepare(sql: string, done: (error: Error | null) => void): Statement;
  close(done: (error: Error | null) => void): void;
}

interface Sqlite3Module {
  readonly OPEN_READONLY: number;
  readonly OPEN_READWRITE: number;
  readonly OPEN_CREATE: number;
  readonly Database: new (path: string, mode: number, done: (error: Error | null) => void) => Database;
}

const KEPT_STATEMENTS = 200;

/** The package `sqlite3`. What it loses (see `sqlite3-rewrite.ts`) is mended here. */
export const sqlite3: DriverPackage = {
  name: "sqlite3",
  installHint: "npm install sqlite3",
  isModule: (module) => typeof module === "object" && module !== null && "OPEN_READWRITE" in module,
  check: () => undefined,
  async open(module, settings) {
    return new Sqlite3Connection(await openDatabase(module as Sqlite3Module, settings));
  },
};

function openDatabase(module: Sqlite3Module, { path, readonly }: OpenSettings): Promise<Database> {
  const mode = readonly ? module.OPEN_READONLY : module.OPEN_READWRITE | module.OPEN_CREATE;
  return new Promise((resolve, reject) => {
    const database: Database = new module.Database(path, mode, (error) => {
      if (error === null) resolve(database);
      else reject(error);
    });
  });
}

class Sqlite3Connection implements NativeConnection {
  readonly keepsBusyStatements = false;
  readonly #database: Database;
  readonly #kept = new StatementCache<Statement>(KEPT_STATEMENTS, (statement) => statement.finalize());
  /** The output names of queries whose text does not show them. */
  readonly #names = new StatementCache<readonly string[]>(KEPT_STATEMENTS);

  constructor(database: Database) {
    this.#database = database;
  }

  async execute(shape: StatementShape, values: readonly BoundValue[], keep: boolean): Promise<DriverResult> {
    if (shape.isSchemaChange) this.#forget();
    const { sql, parameters, offset } = rewriteParameters(shape, values);
    const keeps = keep && !shape.isSchemaChange;
    if (!shape.returnsRows) return this.#run(shape, sql, parameters, keeps);
    if (shape.isQuery) {
      const names = shape.outputs?.map(({ name }) => name) ?? (await this.#readNames(shape, sql, parameters));
      return this.#all(wrapQuery(sql, names.length), parameters, names, keeps);
    }
    if (shape.returningStart !== undefined && shape.outputs !== undefined) {
      const text = sql.slice(0, offset(shape.returningStart)) + numberOutputs(shape.outputs);
      const result = await this.#all(
        text,
        parameters,
        shape.outputs.map(({ name }) => name),
        keeps,
      );
      return { ...result, affected: result.rows.length };
    }
    return this.#allPlain(shape, sql, parameters, keeps);
  }

  async close(): Promise<void> {
    this.#forget();
    await new Promise<void>((resolve, reject) => {
      this.#database.close((error) => (error === null ? resolve() : reject(error)));
    });
  }

  #forget(): void {
    this.#kept.clear();
    this.#names.clear();
  }

  async #run(
    shape: StatementShape,
    sql: string,
    parameters: readonly BoundValue[],
    keep: boolean,
  ): Promise<DriverResult> {
    const { changes, lastID } = await this.#use(
      sql,
      keep,
      (statement) =>
        new Promise<RunContext>((resolve, reject) => {
          statement.run(parameters, function (error) {
            if (error === null) resolve({ changes: this.changes, lastID: this.lastID });
            else reject(error);
          });
        }),
    );
    const insertId =
      shape.verb === "INSERT" && !Number.isSafeInteger(lastID) && changes === 1 ? await this.#readInsertId() : lastID;
    return describeChange(shape, changes, () => insertId);
  }

  async #readInsertId(): Promise<bigint> {
    const { rows } = await this.#all(wrapQuery("SELECT last_insert_rowid()", 1), [], ["id"], true);
    return rows[0]?.[0] as bigint;
  }

  async #all(
    sql: string,
    parameters: readonly BoundValue[],
    names: readonly string[],
    keep: boolean,
  ): Promise<DriverResult> {
    const rows = await this.#read(sql, parameters, keep);
    return {
      fields: names.map(toField),
      rows: rows.map((row) => readNumberedRow(row, names.length)),
      affected: 0,
    };
  }

  /** PRAGMA, EXPLAIN and RETURNING *: nothing can be put around them, so a number that may have been rounded is refused. */
  async #allPlain(
    shape: StatementShape,
    sql: string,
    parameters: readonly BoundValue[],
    keep: boolean,
  ): Promise<DriverResult> {
    const rows = await this.#read(sql, parameters, keep);
    const names = Object.keys(rows[0] ?? {});
    for (const value of rows.flatMap((row) => Object.values(row))) refuseRounded(value);
    return {
      fields: names.map(toField),
      rows: rows.map((row) => names.map((name) => row[name])),
      affected: shape.returningStart === undefined ? 0 : rows.length,
    };
  }

  async #readNames(shape: StatementShape, sql: string, parameters: readonly BoundValue[]): Promise<readonly string[]> {
    const known = this.#names.get(shape.sql);
    if (known !== undefined) return known;
    const [row] = await this.#read(probeNames(sql), parameters, false);
    const keys = Object.keys(row ?? {});
    const ordered = keys.length > 1 && keys.some(isArrayIndex) ? await this.#readNamesInOrder(shape) : keys;
    const names = ordered.map((key) => {
      const repeated = /^(.*):\d+$/.exec(key)?.[1];
      return repeated !== undefined && keys.includes(repeated) ? repeated : key;
    });
    this.#names.set(shape.sql, names);
    return names;
  }

  /** JavaScript moves keys such as `1` to the front of an object; the columns of a view keep their order. */
  async #readNamesInOrder({ sql, placeholders }: StatementShape): Promise<readonly string[]> {
    const bare = placeholders.reduceRight(
      (text, { start, end }) => `${text.slice(0, start)}NULL${text.slice(end)}`,
      sql,
    );
    await this.#read(`CREATE TEMP VIEW "orm_names" AS ${bare}`, [], false);
    const rows = await this.#read(`SELECT name FROM pragma_table_info('orm_names') ORDER BY cid`, [], false);
    await this.#read(`DROP VIEW temp."orm_names"`, [], false);
    return rows.map(({ name }) => String(name));
  }

  #read(sql: string, parameters: readonly BoundValue[], keep: boolean): Promise<readonly Row[]> {
    return this.#use(
      sql,
      keep,
      (statement) =>
        new Promise<readonly Row[]>((resolve, reject) => {
          statement.all(parameters, (error, rows) => (error === null ? resolve(rows) : reject(error)));
        }),
    );
  }

  async #use<T>(sql: string, keep: boolean, work: (statement: Statement) => Promise<T>): Promise<T> {
    const kept = this.#kept.get(sql);
    const statement = kept ?? (await this.#prepare(sql));
    if (keep && kept === undefined) this.#kept.set(sql, statement);
    try {
      return await work(statement);
    } finally {
      if (!keep && kept === undefined) statement.finalize();
    }
  }

  #prepare(sql: string): Promise<Statement> {
    return new Promise((resolve, reject) => {
      const statement: Statement = this.#database.prepare(sql, (error) =>
        error === null ? resolve(statement) : reject(error),
      );
    });
  }
}

function isArrayIndex(key: string): boolean {
  return /^(?:0|[1-9]\d*)$/.test(key);
}

function toField(name: string): DriverField {
  return { name, type: undefined };
}

function refuseRounded(value: unknown): void {
  if (typeof value !== "number" || !Number.isInteger(value) || Number.isSafeInteger(value)) return;
  if (Math.abs(value) > 2 ** 63) return;
  throw new OrmError("QUERY.INVALID_VALUE", "the result holds an integer beyond 2^53 that sqlite3 has rounded", {
    hint: "Name the columns behind RETURNING instead of *, or use the driver better-sqlite3.",
  });
}

import type { ResolvedDialect } from "../dialect/dialect";
import type { DriverConnection } from "../dialect/driver";
import type { RevisionForm } from "../revisions/checksum";
import type { MigrationOptions } from "./migration-options";
import { createRunnerRows } from "./runner-rows";
import { createRunnerTable, type RunnerTable } from "./runner-table";

/** What is recorded of an applied revision, without its source. */
export interface RecordedRevision {
  readonly revision: string;
  readonly message: string;
  /** The name of the file, without its folder. */
  readonly fileName: string;
  /** Checksums are compared between files of the same form only. */
  readonly form: RevisionForm;
  readonly checksum: string;
  readonly downRevision: readonly string[];
  readonly dependsOn: readonly string[];
  readonly branchLabels: readonly string[];
  /** When it was applied, in UTC, as ISO 8601. */
  readonly appliedAt: string;
  /** Who applied it: the user of the operating system, and the machine. */
  readonly appliedBy: string;
  readonly milliseconds: number;
  /** The run that applied it, as {@link RecordedRun} has it. */
  readonly runId: string;
  readonly how: "upgrade" | "stamp";
}

/** The same with its source, where that can be kept. */
export interface LedgerEntry extends RecordedRevision {
  readonly source: string | null;
}

/** What a checksum was taken of. */
export interface LedgerChecksum {
  readonly checksum: string;
  readonly form: RevisionForm;
}

/** The table of applied revisions, beside the version table: what they were when they were applied. */
export interface Ledger {
  readonly table: RunnerTable;
  /** Creates the table where it is missing. */
  ensure(connection: DriverConnection): Promise<void>;
  /** The checksums by revision; none where there is no table. */
  readChecksums(connection: DriverConnection): Promise<ReadonlyMap<string, LedgerChecksum>>;
  /** All rows by revision; none where there is no table. */
  read(connection: DriverConnection): Promise<ReadonlyMap<string, RecordedRevision>>;
  /** The source of one revision, where it was kept. */
  readSource(connection: DriverConnection, revision: string): Promise<string | undefined>;
  add(connection: DriverConnection, entries: readonly LedgerEntry[]): Promise<void>;
  remove(connection: DriverConnection, revisions: readonly string[]): Promise<void>;
  /** Takes what a file holds now for what was applied. */
  accept(
    connection: DriverConnection,
    entry: Pick<LedgerEntry, "revision" | "checksum" | "form" | "source" | "fileName" | "message">,
  ): Promise<void>;
}

const COLUMNS = [
  "revision",
  "message",
  "file_name",
  "form",
  "checksum",
  "source",
  "down_revision",
  "depends_on",
  "branch_labels",
  "applied_at",
  "applied_by",
  "duration_ms",
  "run_id",
  "how",
];
const FACTS = COLUMNS.filter((column) => column !== "source");

/** The ledger of one version table: `orm_revision`. */
export function createLedger(dialect: ResolvedDialect, options: MigrationOptions): Ledger {
  const { textType } = dialect.statementProbe;
  const types: Readonly<Record<string, string>> = {
    revision: "varchar(64)",
    form: "varchar(16)",
    checksum: "varchar(64)",
    applied_at: "varchar(32)",
    duration_ms: "bigint",
    run_id: "varchar(64)",
    how: "varchar(16)",
  };
  const columns = COLUMNS.map((name) => ({ name, type: types[name] ?? textType, nullable: name === "source" }));
  const table = createRunnerTable(dialect, options, "revision", columns, ["revision"]);
  const rows = createRunnerRows(dialect, table, COLUMNS);
  const key = dialect.queries.quoteIdentifier("revision");

  return {
    table,
    ensure: (connection) => table.ensure(connection),
    async readChecksums(connection) {
      if (!(await table.exists(connection))) return new Map();
      const found = await rows.select(connection, ["revision", "checksum", "form"]);
      return new Map(
        found.map(([revision, checksum, form]) => [
          String(revision),
          { checksum: String(checksum), form: form === "typescript" ? form : "javascript" },
        ]),
      );
    },
    async read(connection) {
      if (!(await table.exists(connection))) return new Map();
      const found = await rows.select(connection, FACTS);
      return new Map(found.map((values) => [String(values[0]), toRecorded(values)]));
    },
    async readSource(connection, revision) {
      const where = `WHERE ${key} = ${dialect.queries.placeholder(1)}`;
      const [found] = await rows.select(connection, ["source"], where, [revision]);
      return typeof found?.[0] === "string" ? found[0] : undefined;
    },
    add: (connection, entries) => rows.insert(connection, entries.map(toValues)),
    remove: (connection, revisions) => rows.remove(connection, "revision", revisions),
    accept: (connection, { revision, checksum, form, source, fileName, message }) =>
      rows.update(connection, ["revision", revision], { checksum, form, source, file_name: fileName, message }),
  };
}

function toValues(entry: LedgerEntry): readonly (string | number | null)[] {
  return [
    entry.revision,
    entry.message,
    entry.fileName,
    entry.form,
    entry.checksum,
    entry.source,
    JSON.stringify(entry.downRevision),
    JSON.stringify(entry.dependsOn),
    JSON.stringify(entry.branchLabels),
    entry.appliedAt,
    entry.appliedBy,
    Math.round(entry.milliseconds),
    entry.runId,
    entry.how,
  ];
}

function toRecorded(values: readonly unknown[]): RecordedRevision {
  const text = (column: string): string => String(values[FACTS.indexOf(column)] ?? "");
  return {
    revision: text("revision"),
    message: text("message"),
    fileName: text("file_name"),
    form: text("form") === "typescript" ? "typescript" : "javascript",
    checksum: text("checksum"),
    downRevision: readList(text("down_revision")),
    dependsOn: readList(text("depends_on")),
    branchLabels: readList(text("branch_labels")),
    appliedAt: text("applied_at"),
    appliedBy: text("applied_by"),
    milliseconds: Number(text("duration_ms")),
    runId: text("run_id"),
    how: text("how") === "stamp" ? "stamp" : "upgrade",
  };
}

/** A row that somebody changed by hand must not stop a run. */
function readList(text: string): readonly string[] {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
  } catch {
    return [];
  }
}

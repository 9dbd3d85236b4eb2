import type { RegisteredOperation } from "./custom-operations";
import type { MigrationHooks } from "./hooks";
import type { RunLogging } from "./run-log";
import type { TenantOptions } from "./tenant-options";
import type { LintOptions } from "./lint/lint-options";

/** The `migrations` part of the configuration and of `DataSource`'s options. */
export interface MigrationOptions extends MigrationHooks {
  /** The folder of the migrations, from the project's root. Default: `migrations`; revision files are in `versions/` inside it. */
  readonly directory?: string;
  /** Folders of revision files, where there are several or the name is another. Default: `["<directory>/versions"]`. */
  readonly versionLocations?: readonly string[];
  /** Whether sub-folders of the version locations are read too. Default: false. */
  readonly recursive?: boolean;
  /** The name of a new file, without its ending: `%(rev)s`, `%(slug)s`, `%(year)d` ... Default: `%(rev)s_%(slug)s`. */
  readonly fileTemplate?: string;
  /** The most characters of the message that go into the file's name. Default: 40. */
  readonly slugLength?: number;
  /** The time zone of the dates in new files and their names, such as `Europe/Berlin`. Default: UTC. */
  readonly timezone?: string;
  /** The table that holds the current heads. Default: `orm_version`. */
  readonly versionTable?: string;
  /** The schema of that table, where the database has schemas. Default: the connection's own. */
  readonly versionTableSchema?: string;
  /** How long to wait for another process that migrates, in seconds or with a unit (`"500ms"`, `"2m"`). Default: 600. */
  readonly lockTimeout?: number | string;
  /**
   * `true`: a transaction for each revision; `false`: one for the whole run, so that either all of its revisions are applied or none. A
   * database that commits at each schema change has neither, and `op.autocommit` needs the first. Default: one for each, which small
   * revisions of new tables may share.
   */
  readonly transactionPerMigration?: boolean;
  /**
   * The longest wait of one statement for a lock that another session holds, in seconds (`0.5` is half of one; some databases count
   * whole seconds only). It gives up then, so that nobody has to wait behind it, and is tried again. Default: it waits.
   */
  readonly statementLockTimeout?: number;
  /** How often that is tried again, at growing intervals. Default: 10. */
  readonly statementLockRetries?: number;
  /**
   * Change tables in use so that nobody waits for long: `revision` with `autogenerate` writes lock-safe forms, and the database is asked
   * for ways that let others go on. `"prefer"` (or `true`) does without where there is none, and says so; `"require"` stops.
   * Default: false.
   */
  readonly lockSafe?: boolean | "prefer" | "require";
  /** Try new revisions on a scratch schema before `revision` with `autogenerate` writes them. Default: true. */
  readonly prove?: boolean;
  /** Bring the database to the head when the data source is initialized. Safe in many processes at once. Default: false. */
  readonly upgradeOnInitialize?: boolean;
  /** What runs write to standard error, for the logs of a deployment. Default: nothing; the command line reports by itself. */
  readonly logging?: RunLogging;
  /** Many schemas or databases with the same tables: `orm upgrade --all-tenants`. */
  readonly tenants?: TenantOptions;
  /** The project's own operations, made by `defineCustomOperation`: methods of `op` in every revision. */
  readonly operations?: readonly RegisteredOperation[];
  /** What the rules of `orm lint` count for. */
  readonly lint?: LintOptions;
}

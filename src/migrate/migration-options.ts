/** The `migrations` part of the configuration and of `DataSource`'s options. */
export interface MigrationOptions {
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
  /** The table that holds the current heads. Default: `orm_version`. */
  readonly versionTable?: string;
  /** The schema of that table, where the database has schemas. Default: the connection's own. */
  readonly versionTableSchema?: string;
  /** How long to wait for another process that migrates, in seconds. Default: 600. */
  readonly lockTimeout?: number;
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
}

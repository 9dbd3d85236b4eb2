import type { Capabilities } from "./capabilities";
import type { Databases } from "./databases";
import type { DialectOptions } from "./dialect-options";
import type { DdlCompiler, Lowering } from "./ddl-compiler";
import type { Driver, ServerInfo } from "./driver";
import type { ErrorTranslator } from "./error-translator";
import type { HazardAnalysis } from "./hazards";
import type { IndexFacts } from "./index-facts";
import type { Introspector, Normalizer } from "./introspector";
import type { LockSafety } from "./lock-safety";
import type { Locks } from "./locks";
import type { NameRules } from "./name-rules";
import type { ObjectChanges } from "./object-changes";
import type { QueryCompiler } from "./query-compiler";
import type { ScratchPlace } from "./scratch-place";
import type { ScriptStyle } from "./script-style";
import type { StatementProbe } from "./statement-probe";
import type { TableTraits } from "./table-traits";
import type { TypeSystem } from "./type-system";

export type { DialectOptions } from "./dialect-options";

/** A family of databases. Third-party packages implement it and pass it as `type`. */
export interface Dialect {
  readonly name: string;
  /** Checks the options and prepares to connect; nothing is opened yet. @throws OrmError `DIALECT.DRIVER_MISSING`, `CONFIG.INVALID`. */
  connect(options: DialectOptions): Driver;
  /** Connection errors, before a server is resolved. */
  readonly errors: ErrorTranslator;
  /** The dialect for one server, its flavour and version; picked once. @throws OrmError `DIALECT.UNSUPPORTED` for a version that is too old. */
  resolve(server: ServerInfo): ResolvedDialect;
  /** The dialect without a server, for offline SQL and unit tests: the newest version. */
  readonly offline: ServerInfo;
  /** Whole databases and schemas, for tenants and for tests. Absent: there is one database, and it cannot be chosen. */
  readonly databases?: Databases;
}

/** Everything that Ormolu needs to know about one server. */
export interface ResolvedDialect {
  readonly name: string;
  /** For people: `PostgreSQL 15.18`. */
  readonly displayName: string;
  /** The schema where unqualified names live, where the database has schemas. */
  readonly defaultSchema?: string;
  readonly capabilities: Capabilities;
  readonly types: TypeSystem;
  /** What indexes can say. Absent: nothing but columns, order and predicate. */
  readonly indexFacts?: IndexFacts;
  readonly queries: QueryCompiler;
  readonly ddl: DdlCompiler;
  readonly lowering: Lowering;
  readonly introspector: Introspector;
  readonly normalizer: Normalizer;
  readonly errors: ErrorTranslator;
  readonly locks: Locks;
  readonly names: NameRules;
  readonly objectChanges: ObjectChanges;
  /** What entities may ask of tables beside the model. Absent: attributes that begin with the dialect's name. */
  readonly tableTraits?: TableTraits;
  readonly hazards: HazardAnalysis;
  readonly lockSafety: LockSafety;
  readonly statementProbe: StatementProbe;
  readonly scratchPlace: ScratchPlace<ResolvedDialect>;
  /** Scripts for the database's own client, in offline mode. */
  readonly scriptStyle: ScriptStyle;
}

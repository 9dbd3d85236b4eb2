import type { ResolvedDialect } from "../dialect/dialect";
import type { ServerInfo } from "../dialect/driver";
import type { DataSourceOptions } from "./data-source-options";
import { findDialect } from "./find-dialect";

/** Options of a data source that a server would otherwise tell. */
const FACTS = ["schema", "timezone"] as const;

/**
 * The dialect that the options name, for a server that nobody connects to.
 *
 * @param serverVersion as the server says it: `15`, `10.11.19`, with what tells the flavour behind it where there are several. Default: the newest that the dialect knows.
 * @throws OrmError `CONFIG.INVALID`, `DIALECT.UNKNOWN`, `DIALECT.UNSUPPORTED` for a version that is too old.
 */
export function offlineDialect(options: DataSourceOptions, serverVersion?: string): ResolvedDialect {
  const { dialect } = findDialect(options);
  return dialect.resolve(serverOf(dialect.offline, options, serverVersion));
}

/** A bare number keeps what the dialect's own version says behind it: the flavour. */
function serverOf(offline: ServerInfo, options: DataSourceOptions, serverVersion: string | undefined): ServerInfo {
  const given = options as Readonly<Record<string, unknown>>;
  const facts = Object.fromEntries(
    FACTS.flatMap((name) => (typeof given[name] === "string" ? [[name, given[name]] as const] : [])),
  );
  const isBare = serverVersion !== undefined && /^[\d.]+$/.test(serverVersion);
  const version = isBare ? offline.version.replace(/^[\d.]+/, serverVersion) : (serverVersion ?? offline.version);
  return { version, facts: { ...offline.facts, ...facts } };
}

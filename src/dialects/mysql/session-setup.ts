/** Modes that change how SQL is read: with them our quoting and our operators would mean something else. */
const REFUSED_MODES: ReadonlySet<string> = new Set([
  "ANSI",
  "ANSI_QUOTES",
  "NO_BACKSLASH_ESCAPES",
  "PIPES_AS_CONCAT",
  "HIGH_NOT_PRECEDENCE",
  "REAL_AS_FLOAT",
  "ORACLE",
  "MSSQL",
  "DB2",
  "MAXDB",
  "POSTGRESQL",
]);
const REQUIRED_MODES = ["STRICT_TRANS_TABLES", "NO_ENGINE_SUBSTITUTION"];

/**
 * The sql_mode of our sessions: the server's own, made strict (else a value that does not fit is cut off silently) and
 * without the modes that change how SQL is read.
 */
export function sessionModeOf(serverMode: string): string {
  const kept = serverMode.split(",").filter((mode) => mode !== "" && !REFUSED_MODES.has(mode.toUpperCase()));
  return [...new Set([...kept, ...REQUIRED_MODES])].join(",");
}

/**
 * The time_zone of our sessions, so that what the server's clock writes agrees with what we write. A local zone without
 * summer time is an offset; another one needs its name, which the server knows only where its zone tables are loaded.
 */
export function sessionZoneOf(timezone: string): { readonly zone: string; readonly mayBeUnknown: boolean } {
  if (timezone === "Z") return { zone: "+00:00", mayBeUnknown: false };
  if (timezone !== "local") return { zone: timezone, mayBeUnknown: false };
  const year = new Date().getFullYear();
  const winter = new Date(year, 0, 1).getTimezoneOffset();
  const summer = new Date(year, 6, 1).getTimezoneOffset();
  if (winter === summer) return { zone: formatOffset(-winter), mayBeUnknown: false };
  return { zone: Intl.DateTimeFormat().resolvedOptions().timeZone, mayBeUnknown: true };
}

function formatOffset(minutes: number): string {
  const absolute = Math.abs(minutes);
  const text = `${String(Math.floor(absolute / 60)).padStart(2, "0")}:${String(absolute % 60).padStart(2, "0")}`;
  return `${minutes < 0 ? "-" : "+"}${text}`;
}

/**
 * Whether the server has tables that keep earlier versions of their rows: MariaDB from 10.3 on. It refuses to change such a
 * table unless the session says what becomes of the versions.
 */
export function hasSystemVersions(version: string): boolean {
  const [, major, minor] = /^(?:5\.5\.5-)?(\d+)\.(\d+).*mariadb/i.exec(version) ?? [];
  return Number(major) > 10 || (Number(major) === 10 && Number(minor) >= 3);
}

import { loadPackage } from "../../dialect/load-package";
import { OrmError } from "../../errors/orm-error";
import { betterSqlite3 } from "./drivers/better-sqlite3";
import type { DriverPackage } from "./drivers/driver-package";
import { libsql } from "./drivers/libsql";
import { nodeSqlite } from "./drivers/node-sqlite";
import { sqlite3 } from "./drivers/sqlite3";
import type { SqliteDriverName } from "./options";

/** A package with its module, ready to open databases. */
export interface LoadedPackage {
  readonly package: DriverPackage;
  readonly module: unknown;
}

const PACKAGES: Readonly<Record<SqliteDriverName, DriverPackage>> = {
  "better-sqlite3": betterSqlite3,
  "node:sqlite": nodeSqlite,
  libsql,
  sqlite3,
};

/**
 * The package that the options name, or the first one that is installed and works.
 * @throws OrmError `DIALECT.DRIVER_MISSING`, `CONFIG.INVALID`.
 */
export function loadDriverPackage(wanted: SqliteDriverName | object | undefined): LoadedPackage {
  if (typeof wanted === "string") return loadNamed(PACKAGES[wanted]);
  if (wanted !== undefined) return recognize(wanted);
  const broken: { readonly name: string; readonly cause: unknown }[] = [];
  for (const candidate of Object.values(PACKAGES)) {
    try {
      const module = load(candidate);
      if (module !== undefined) return { package: candidate, module };
    } catch (cause) {
      broken.push({ name: candidate.name, cause });
    }
  }
  const names = broken.map(({ name }) => name);
  throw new OrmError(
    "DIALECT.DRIVER_MISSING",
    names.length === 0
      ? "no package that opens SQLite databases is installed"
      : `no package that opens SQLite databases works: ${names.join(", ")} is installed but does not load`,
    {
      hint: "Run npm install better-sqlite3 (needs a prebuilt binary or a compiler) or npm install libsql (needs neither).",
      details: { broken: names },
      cause: broken[0]?.cause,
    },
  );
}

function loadNamed(wanted: DriverPackage): LoadedPackage {
  let module: unknown;
  try {
    module = load(wanted);
  } catch (cause) {
    throw new OrmError("DIALECT.DRIVER_MISSING", `the package "${wanted.name}" is installed but does not load`, {
      hint: `Install it again for this version of Node (npm rebuild ${wanted.name}), or name another driver.`,
      cause,
    });
  }
  if (module !== undefined) return { package: wanted, module };
  throw new OrmError("DIALECT.DRIVER_MISSING", `the package "${wanted.name}" is not installed`, {
    hint: `Run: ${wanted.installHint}. Or name another driver: ${Object.keys(PACKAGES).join(", ")}.`,
  });
}

function recognize(given: object): LoadedPackage {
  const module = unwrapDefault(given);
  const found = Object.values(PACKAGES).find((candidate) => candidate.isModule(module));
  if (found !== undefined) return { package: found, module };
  throw new OrmError("CONFIG.INVALID", "the module that option driver was given is none that opens SQLite databases", {
    hint: `Pass the module of one of ${Object.keys(PACKAGES).join(", ")}, or its name.`,
  });
}

/** The module, or `undefined` where it is not installed. Whatever else goes wrong is thrown. */
function load(wanted: DriverPackage): unknown {
  const module = unwrapDefault(requirePackage(wanted.name));
  if (module === undefined) return undefined;
  wanted.check(module);
  return module;
}

function requirePackage(name: string): unknown {
  try {
    if (name === "better-sqlite3") refuseUnsafeVersion();
    return loadPackage(name);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** better-sqlite3 13 crashes the process on Node before 22.14 instead of failing. */
function refuseUnsafeVersion(): void {
  const { version } = loadPackage<{ readonly version: string }>("better-sqlite3/package.json");
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (Number.parseInt(version, 10) < 13 || major > 22 || (major === 22 && minor >= 14)) return;
  throw new OrmError("DIALECT.DRIVER_MISSING", `better-sqlite3 ${version} crashes on Node ${process.versions.node}`, {
    hint: "Install better-sqlite3@12, or use Node 22.14 or newer.",
  });
}

/** Not installed, or not in this version of Node; a package that stands there broken is another matter. */
function isMissing(error: unknown): boolean {
  if (OrmError.is(error, "DIALECT.DRIVER_MISSING")) return error.details["package"] !== undefined;
  return (error as { readonly code?: string }).code === "ERR_UNKNOWN_BUILTIN_MODULE";
}

function unwrapDefault(module: unknown): unknown {
  if (typeof module !== "object" || module === null || !("default" in module)) return module;
  const { default: inner } = module;
  return (typeof inner === "object" && inner !== null) || typeof inner === "function" ? inner : module;
}

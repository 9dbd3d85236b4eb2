import { checkBetterSqlite3, openBetterSqlite3 } from "./better-sqlite3";
import type { DriverPackage } from "./driver-package";

/** The package `libsql`: a fork of SQLite with prebuilt binaries and the interface of better-sqlite3. */
export const libsql: DriverPackage = {
  name: "libsql",
  installHint: "npm install libsql",
  isModule: (module) =>
    typeof module === "function" && "prepare" in (module.prototype as object) && "syncUntil" in module.prototype,
  check: checkBetterSqlite3,
  open: (module, settings) => openBetterSqlite3(module, settings, true),
};

import { readMatrix } from "../../support/matrix";
import type { DatabaseName } from "../entity-set";
import { openMysqlServer } from "./mysql-server";
import { openPostgresServer } from "./postgres-server";
import type { SideServer } from "./server";
import { openSqliteServer, SHARED_DRIVER } from "./sqlite-server";

/** How to open each database that answers: the first of its kind, because versions are compared elsewhere. */
export function findServers(): ReadonlyMap<DatabaseName, () => Promise<SideServer>> {
  const { targets } = readMatrix();
  const postgres = targets.find(({ type }) => type === "postgres");
  const mysql = targets.find(({ type }) => type === "mysql");
  const mariadb = targets.find(({ type }) => type === "mariadb");
  const sqlite = targets.find(({ driver }) => driver === SHARED_DRIVER);
  return new Map<DatabaseName, () => Promise<SideServer>>([
    ...(postgres === undefined ? [] : [["postgres", () => openPostgresServer(postgres)] as const]),
    ...(mysql === undefined ? [] : [["mysql", () => openMysqlServer(mysql)] as const]),
    ...(mariadb === undefined ? [] : [["mariadb", () => openMysqlServer(mariadb)] as const]),
    ...(sqlite === undefined ? [] : [["sqlite", openSqliteServer] as const]),
  ]);
}

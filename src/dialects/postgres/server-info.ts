import type { DriverConnection, ServerInfo } from "../../dialect/driver";

/** The version, the schema of unqualified names, and the encoding. `schema` is the one that the options name. */
export async function readServerInfo(connection: DriverConnection, schema: string | undefined): Promise<ServerInfo> {
  const sql =
    "select current_setting('server_version'), current_schema(), current_setting('server_encoding'), current_database()";
  const [version, current, encoding, database] = (await connection.execute(sql, [])).rows[0] ?? [];
  return {
    version: String(version).split(" ")[0]!,
    facts: { schema: schema ?? String(current ?? "public"), encoding: String(encoding), database: String(database) },
  };
}
